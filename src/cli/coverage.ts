import { readFileSync, writeFileSync } from 'node:fs'
import { type Command, Option } from 'commander'
import { z } from 'zod'
import { frenchDate } from '../common/french.ts'
import type { EpciGeoJson } from '../coverage/charts.ts'
import { compareReports } from '../coverage/compare.ts'
import { EXPORT_FORMATS, type ExportFormat, exportReport } from '../coverage/export.ts'
import type { CoverageInput } from '../coverage/input.ts'
import { coverageReport } from '../coverage/report.ts'
import type { CoverageReport } from '../coverage/report-contract.ts'
import { readSnapshot } from '../coverage/snapshot.ts'
import { FrenchCommand } from './french-command.ts'
import { sayAside, type Write } from './say.ts'

interface Options {
  date?: string
  format: ExportFormat
  out?: string
  table?: string
  compare?: string
  map?: string
}

/**
 * `coverage`: the dated report, in any of its forms.
 * @param deps.assemble reads the ledger as it stands
 * @param deps.kept the report that was kept for a past day, or null
 * @param deps.today `YYYY-MM-DD`, Europe/Paris
 */
export function coverageCommand(deps: {
  assemble: (date: string) => Promise<CoverageInput>
  kept?: (date: string) => Promise<CoverageReport | null>
  today: () => string
  out?: (bytes: Uint8Array) => void
  aside?: Write
}): Command {
  const out = deps.out ?? (bytes => void process.stdout.write(bytes))
  const aside = (line: string) => sayAside(`${line}\n`, deps.aside)
  return new FrenchCommand('coverage')
    .option('--date <jour>', 'jour du rapport, AAAA-MM-JJ (aujourd’hui par défaut)')
    .addOption(new Option('--format <forme>', 'forme du rapport').choices([...EXPORT_FORMATS]).default('html'))
    .option('--json', 'comme --format json')
    .option('--out <fichier>', 'où l’écrire (sortie standard par défaut)')
    .option('--table <table>', 'table à écrire en CSV', 'actions')
    .option('--compare <rapport.json>', 'rapport JSON plus ancien, pour dire ce qui a changé (HTML)')
    .option('--map <epci.geojson>', 'contours des EPCI, pour une carte (HTML)')
    .action(async (given: Options & { json?: true }, command: Command) => {
      const options = { ...given, format: given.json ? 'json' : given.format } as Options
      const fail = (message: string): never => command.error(message, { exitCode: 2 })
      const date = options.date ?? deps.today()
      if (!z.iso.date().safeParse(date).success) {
        fail(`--date : attendu un jour AAAA-MM-JJ, reçu « ${date} ».`)
      }
      const today = deps.today()
      if (date > today) fail(`--date : le ${frenchDate(date)} n’est pas encore là.`)
      const kept = date < today ? await deps.kept?.(date) : null
      if (date < today && !kept) {
        aside(
          `Aucun rapport n’a été gardé pour le ${frenchDate(date)} : celui-ci est calculé sur l’état d’aujourd’hui.`,
        )
      }
      const report = kept ?? coverageReport(await deps.assemble(date))
      const before = options.compare ? readSnapshot(read(options.compare, fail)) : null
      const exported = await exportReport(report, options.format, {
        ...(options.table ? { table: options.table } : {}),
        ...(before ? { comparison: compareReports(before, report) } : {}),
        ...(options.map ? { geojson: readMap(options.map, fail) } : {}),
      })
      if (!options.out) return out(exported.bytes)
      writeFileSync(options.out, exported.bytes)
      aside(`Rapport écrit : ${options.out}`)
    })
}

function read(path: string, fail: (message: string) => never): Uint8Array {
  try {
    return readFileSync(path)
  } catch {
    return fail(`« ${path} » est introuvable ou illisible.`)
  }
}

const GeoJson = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      properties: z.record(z.string(), z.unknown()).nullable(),
      geometry: z.unknown(),
    }),
  ),
})

function readMap(path: string, fail: (message: string) => never): EpciGeoJson {
  try {
    return GeoJson.parse(JSON.parse(new TextDecoder().decode(read(path, fail)))) as EpciGeoJson
  } catch (cause) {
    if (cause instanceof Error && 'exitCode' in cause) throw cause
    return fail(`« ${path} » : attendu un GeoJSON (FeatureCollection) d’EPCI, avec leur SIREN sous « code ».`)
  }
}
