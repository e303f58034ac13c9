/**
 * Time and memory of the coverage report for 100 000 offers (or the number given): `node test/bench/coverage.ts [offers]`.
 * Prints one JSON line: a hundredth of the offers, a tenth, all.
 */
import { seededRandom } from '../../src/common/random.ts'
import { loadTerritory } from '../../src/config/territory.ts'
import { loadConvention } from '../../src/convention/load.ts'
import { exportReport } from '../../src/coverage/export.ts'
import { geographyOf } from '../../src/coverage/geography.ts'
import type { CoverageInput, OfferState } from '../../src/coverage/input.ts'
import { coverageReport } from '../../src/coverage/report.ts'
import { snapshotOf } from '../../src/coverage/snapshot.ts'
import { valuesOf } from '../../src/reference/referentiels.ts'
import { offer } from '../coverage/small-departement.ts'
import { atSizes, tenths } from './growth.ts'

const most = Number(process.argv[2] ?? 100_000)
const config = (file: string) => new URL(`../../config/${file}`, import.meta.url).pathname
const convention = loadConvention(config('conventions/2024.yaml'))
const territory = loadTerritory(config('territory.yaml'))
const lines = convention.fiches.flatMap(fiche => fiche.lines)
const communes = [...geographyOf('35').epciOf.keys()]

function inputOf(size: number): CoverageInput {
  const random = seededRandom(size)
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T
  const offers = Array.from({ length: size }, (_, i): OfferState => {
    const line = pick(lines)
    const published = random() < 0.8
    return offer(
      line.partners[0] ?? '',
      `o${i}`,
      random() < 0.5 ? [line.id] : [],
      {
        thematiques: [pick(valuesOf('thematiques')), pick(valuesOf('thematiques'))],
        publics: [pick(valuesOf('publics'))],
        zone_eligibilite: [random() < 0.3 ? '35' : pick(communes)],
        code_insee: pick(communes),
        volume_horaire_hebdomadaire: random() < 0.3 ? Math.round(random() * 30) : null,
      },
      {
        score: Math.round(random() * 100) / 100,
        state: published ? 'unchanged' : 'rejected',
        whose: published ? null : 'partenaire',
        slug: published ? `slug-${i}` : null,
        status: published ? 'PUBLISHED' : null,
      },
    )
  })
  const sources = convention.partners.map(({ id, name }) => ({
    id,
    name,
    partner: id,
    lastSuccess: '2030-06-29T03:00:00Z',
    outcome: null,
  }))
  return { date: '2030-06-30', convention, territory, sources, offers, rejections: [] }
}

async function timed<T>(work: () => T | Promise<T>): Promise<{ ms: number; value: T }> {
  const start = performance.now()
  const value = await work()
  return { ms: Math.round(performance.now() - start), value }
}

const megabytes = (bytes: number) => Math.round(bytes / 1_048_576)
/** What the process holds, megabytes; the rubbish is collected first when `--expose-gc` lets it. */
function resident(): number {
  globalThis.gc?.()
  return megabytes(process.memoryUsage().rss)
}
coverageReport(inputOf(100))
const turns = await atSizes(tenths(most), async size => {
  const input = inputOf(size)
  const inputMb = resident()
  const report = await timed(() => coverageReport(input))
  const rssMb = resident()
  const snapshot = await timed(() => snapshotOf(report.value))
  const html = await timed(() => exportReport(report.value, 'html'))
  const csv = await timed(() => exportReport(report.value, 'csv', { table: 'a-faire' }))
  const xlsx = await timed(() => exportReport(report.value, 'xlsx'))
  const ods = await timed(() => exportReport(report.value, 'ods'))
  return {
    reportMs: report.ms,
    snapshotMs: snapshot.ms,
    htmlMs: html.ms,
    csvMs: csv.ms,
    xlsxMs: xlsx.ms,
    odsMs: ods.ms,
    snapshotMb: megabytes(snapshot.value.bytes.length),
    todo: report.value.todo.length,
    inputMb,
    rssMb,
    exportsMb: resident(),
  }
})
process.stdout.write(`${JSON.stringify({ turns })}\n`)
