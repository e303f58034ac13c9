import { readFileSync, writeFileSync } from 'node:fs'
import { type Command, Option } from 'commander'
import { z } from 'zod'
import { frenchDate } from '../common/french.ts'
import { compareReports } from '../coverage/compare.ts'
import { EXPORT_FORMATS, type ExportFormat, exportReport } from '../coverage/export.ts'
import type { AnyInput } from '../coverage/input.ts'
import { epciFinder } from '../coverage/map/epci-finder.ts'
import { readContours } from '../coverage/map/read-contours.ts'
import { coverageReport } from '../coverage/report.ts'
import type { CoverageReport } from '../coverage/report-contract.ts'
import { readSnapshot } from '../coverage/snapshot.ts'
import type { Outlines } from '../coverage/territory-contract.ts'
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
  assemble: (date: string) => Promise<AnyInput>
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
    .option('--map <contours.geojson>', 'contours des EPCI ou des communes (GeoJSON), pour la carte')
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
      const computed = kept ?? coverageReport(await deps.assemble(date))
      const report = options.map
        ? { ...computed, outlines: outlines(options.map, computed, { fail, aside }) }
        : computed
      const before = options.compare ? readSnapshot(read(options.compare, fail)) : null
      const exported = await exportReport(report, options.format, {
        ...(options.table ? { table: options.table } : {}),
        ...(before ? { comparison: compareReports(before, report) } : {}),
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

/** A file that is no GeoJSON fails; one whose outlines are of elsewhere is told, and the map stays one of squares. */
function outlines(
  path: string,
  { areas, department }: CoverageReport,
  say: { fail: (message: string) => never; aside: (line: string) => void },
): Outlines | null {
  const own = new Set(areas.map(({ code }) => code))
  const other = epciFinder(department)
  const text = new TextDecoder().decode(read(path, say.fail))
  const found = readContours(text, code => (own.has(code) ? code : other(code)))
  if (!('problem' in found)) return found
  const message = `« ${path} » : ${found.problem}.`
  if (found.kind === 'unreadable') say.fail(message)
  say.aside(message)
  return null
}
