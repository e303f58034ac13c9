import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadSources, sourceNames } from '../config/sources.ts'
import { loadTerritory, type TerritoryFile } from '../config/territory.ts'
import { YamlFileError } from '../config/yaml-file.ts'
import type { NamedConvention } from '../convention/in-force.ts'
import { loadConventions } from '../convention/load.ts'
import type { Territory } from '../coverage/input.ts'
import { epciFinder } from '../coverage/map/epci-finder.ts'
import { readContours } from '../coverage/map/read-contours.ts'
import { loadMapping } from '../normalise/mapping/load-mapping.ts'
import type { SourceEntry } from '../sync/ports.ts'
import type { ConfigProblem } from './app.ts'
import type { Places } from './places.ts'
import { readBeneficiaries } from './read-beneficiaries.ts'
import { isLoopback } from './sites-mode.ts'
import { sourceEntry } from './source-entry.ts'

/** `config/` and `mappings/` as read. A wrong source is set aside with its message; a wrong convention or territory stops the program. */
export interface Configuration {
  conventions: NamedConvention[]
  territory: Territory
  sources: SourceEntry[]
  /** Ids of the source files, usable or not. */
  names: ReadonlySet<string>
  problems: ConfigProblem[]
}

/**
 * @param sample the sample pages are read, with the invented facts that go with them
 * @throws YamlFileError when a convention or the territory cannot be used
 */
export function loadConfiguration(places: Places, sample: boolean): Configuration {
  const conventions = loadConventions(places.config)
  const file = loadTerritory(join(places.config, 'territory.yaml'), 'config/territory.yaml')
  const { territory, problems: beside } = completeTerritory(file, places.config)
  const list = loadSources(places.config)
  const problems: ConfigProblem[] = [
    ...beside,
    ...list.errors.map(error => ({ file: error.file, message: error.message })),
  ]
  const sources: SourceEntry[] = []
  for (const config of list.sources) {
    const shown = `mappings/${config.id}/mapping.yaml`
    try {
      const mapping = loadMapping(join(places.mappings, config.id, 'mapping.yaml'), {
        sample: sample && !isLoopback(config.address),
      })
      sources.push(sourceEntry(config, mapping))
    } catch (error) {
      const message =
        error instanceof YamlFileError
          ? error.message
          : `${shown} : ${error instanceof Error ? error.message : String(error)}`
      problems.push({ file: shown, message })
    }
  }
  return { conventions, territory, sources, names: new Set(sourceNames(places.config)), problems }
}

/** The territory with what the files beside it hold. One that cannot be used is told and left out: the report does without. */
function completeTerritory(file: TerritoryFile, folder: string): { territory: Territory; problems: ConfigProblem[] } {
  const { contours, rsa, ...territory } = file
  const problems: ConfigProblem[] = []
  const told = (name: string, messages: readonly string[]) =>
    problems.push(...messages.map(message => ({ file: `config/${name}`, message: `config/${name} : ${message}` })))
  const read = (name: string): string | null => {
    try {
      return readFileSync(join(folder, name), 'utf8')
    } catch {
      told(name, ['fichier introuvable ou illisible, nommé dans config/territory.yaml'])
      return null
    }
  }
  const complete: Territory = territory
  const geojson = contours === undefined ? null : read(contours)
  if (contours !== undefined && geojson !== null) {
    const outlines = readContours(geojson, epciFinder(file.department))
    if ('problem' in outlines) told(contours, [outlines.problem])
    else complete.outlines = outlines
  }
  const csv = rsa === undefined ? null : read(rsa.file)
  if (rsa !== undefined && csv !== null) {
    const { byEpci, problems: found } = readBeneficiaries(csv, epciFinder(file.department))
    told(rsa.file, found)
    if (Object.keys(byEpci).length > 0) complete.beneficiaries = { source: rsa.source, byEpci }
  }
  return { territory: complete, problems }
}
