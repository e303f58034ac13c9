/**
 * Time of the report over a whole département, from the ledger to the page, and the weight of its pages: 3 000 services of DORA and 30 000 of other
 * sources. `node test/bench/whole-departement.ts [services] [elsewhere]`; prints one JSON line, milliseconds: the median of five, of the
 * clock and of the processor, and the first.
 */
import { censusInput } from '../../src/census/census-input.ts'
import { manualClock } from '../../src/common/clock.ts'
import { loadTerritory } from '../../src/config/territory.ts'
import { loadConvention } from '../../src/convention/load.ts'
import { REPORT_PARTS, renderPart } from '../../src/coverage/html.ts'
import { coverageReport } from '../../src/coverage/report.ts'
import { prefetPages } from '../../src/coverage/sections/prefet.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { seedDepartement } from './seed-departement.ts'

const TURNS = 5
const [services = 3000, elsewhere = 30_000] = process.argv.slice(2).map(Number)
const config = (file: string) => new URL(`../../config/${file}`, import.meta.url).pathname
const date = '2026-11-28'
const ledger = await openLedger({ path: ':memory:' }, { clock: manualClock(`${date}T02:00:00.000Z`) })
await seedDepartement(ledger, { structures: 1200, services, elsewhere })
const convention = loadConvention(config('conventions/2024.yaml'))
const territory = loadTerritory(config('territory.yaml'))

async function turn() {
  const cpu = process.cpuUsage()
  const start = performance.now()
  const census = (await censusInput(ledger, date))?.counted ?? null
  const read = performance.now()
  const report = coverageReport({ date, convention, territory, sources: [], offers: [], rejections: [], census })
  const computed = performance.now()
  const pages = [
    ...REPORT_PARTS.map(part => ({ id: part.id, page: String(renderPart(report, part)) })),
    { id: 'prefet', page: String(prefetPages(report, { decisions: [], months: [] })) },
  ]
  const end = performance.now()
  const { user, system } = process.cpuUsage(cpu)
  return {
    processor: (user + system) / 1000,
    total: end - start,
    read: read - start,
    computed: computed - read,
    rendered: end - computed,
    pages,
  }
}
const turns: Awaited<ReturnType<typeof turn>>[] = []
for (let n = 0; n < TURNS; n += 1) turns.push(await turn())
await ledger.close()
const median = (of: (each: (typeof turns)[number]) => number) =>
  Math.round(turns.map(of).toSorted((a, b) => a - b)[Math.floor(TURNS / 2)] ?? 0)
const weights = (turns[0]?.pages ?? []).map(({ id, page }) => ({ id, bytes: Buffer.byteLength(page) }))
const heaviest = weights.toSorted((a, b) => b.bytes - a.bytes)[0]
process.stdout.write(
  `${JSON.stringify({
    services,
    elsewhere,
    first: Math.round(turns[0]?.total ?? 0),
    total: median(each => each.total),
    processor: median(each => each.processor),
    read: median(each => each.read),
    computed: median(each => each.computed),
    rendered: median(each => each.rendered),
    heaviest,
  })}\n`,
)
