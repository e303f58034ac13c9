import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TerritoryFile } from '../config/territory.ts'
import type { Territory } from '../coverage/input.ts'
import { epciFinder } from '../coverage/map/epci-finder.ts'
import { readContours } from '../coverage/map/read-contours.ts'
import type { ConfigProblem } from './app.ts'
import { readBeneficiaries } from './read-beneficiaries.ts'

/** The territory with what the files beside it hold. One that cannot be used is told and left out: the report does without. */
export function completeTerritory(
  file: TerritoryFile,
  folder: string,
): { territory: Territory; problems: ConfigProblem[] } {
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
