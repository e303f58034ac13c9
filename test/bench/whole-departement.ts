/**
 * Time of the report over a whole département, and the weight of its heaviest page: 3 000 services of DORA and 30 000 of other sources.
 * `node test/bench/whole-departement.ts [services] [elsewhere]`; prints one JSON line.
 */
import { seededRandom } from '../../src/common/random.ts'
import { loadTerritory } from '../../src/config/territory.ts'
import { loadConvention } from '../../src/convention/load.ts'
import { geographyOf } from '../../src/coverage/geography.ts'
import { REPORT_PARTS, renderPart } from '../../src/coverage/html.ts'
import type { CountedService, CoverageInput } from '../../src/coverage/input.ts'
import { coverageReport } from '../../src/coverage/report.ts'
import { prefetPages } from '../../src/coverage/sections/prefet.ts'
import { valuesOf } from '../../src/reference/referentiels.ts'

const [services = 3000, elsewhere = 30_000] = process.argv.slice(2).map(Number)
const config = (file: string) => new URL(`../../config/${file}`, import.meta.url).pathname
const communes = [...geographyOf('35').epciOf.keys()]
const random = seededRandom(1)
const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T

const counted =
  (origin: CountedService['origin']) =>
  (_: unknown, n: number): CountedService => ({
    origin,
    slug: `${origin}-${n}`,
    structure: `structure-${n % 1200}`,
    published: true,
    seen: random() < 0.85 ? 'yes' : 'no',
    upToDate: random() < 0.6,
    placed: {
      thematiques: [pick(valuesOf('thematiques')), pick(valuesOf('thematiques'))],
      publics: [pick(valuesOf('publics'))],
      modes_accueil: [pick(valuesOf('modes_accueil'))],
      zone_eligibilite: [random() < 0.3 ? '35' : pick(communes)],
      code_insee: pick(communes),
    },
  })

const input: CoverageInput = {
  date: '2026-11-28',
  convention: loadConvention(config('conventions/2024.yaml')),
  territory: loadTerritory(config('territory.yaml')),
  sources: [],
  offers: [],
  rejections: [],
  census: {
    taken: '2026-11-28',
    structures: 1200,
    orphans: 170,
    services: [
      ...Array.from({ length: services }, counted('dora')),
      ...Array.from({ length: elsewhere }, counted('elsewhere')),
    ],
    months: [],
  },
}
coverageReport({ ...input, census: null })
const start = performance.now()
const report = coverageReport(input)
const reportMs = Math.round(performance.now() - start)
const pages = [
  ...REPORT_PARTS.map(part => ({ id: part.id, bytes: Buffer.byteLength(String(renderPart(report, part))) })),
  { id: 'prefet', bytes: Buffer.byteLength(String(prefetPages(report, { decisions: [], months: [] }))) },
]
const heaviest = pages.toSorted((a, b) => b.bytes - a.bytes)[0]
process.stdout.write(
  `${JSON.stringify({ services, elsewhere, reportMs, heaviest, snapshotKb: Math.round(JSON.stringify(report).length / 1024) })}\n`,
)
