import { takeCensus } from '../census/take-census.ts'
import { parisDay } from '../common/paris-day.ts'
import { seededRandom } from '../common/random.ts'
import { keepReport } from '../coverage/kept-report.ts'
import { coverageReport } from '../coverage/report.ts'
import { pastMonths } from '../demonstration/past-months.ts'
import { pastPasses } from '../demonstration/past-passes.ts'
import { pastWords } from '../demonstration/past-words.ts'
import type { App } from './app.ts'
import { coverageInput } from './coverage-input.ts'
import { sourceStandings } from './source-standings.ts'

/** Services of the stand-in that are read whole: it holds few. */
const READ = 500

/**
 * A year of invented past behind the first pass of a demonstration, so that whoever opens it sees the product alive: passes, a late source, calls,
 * a correction to answer, a report a month. Only for a stand-in DORA: a real ledger starts with what is true.
 */
export async function demonstrateYear(app: App): Promise<void> {
  const { ledger, clock, newId } = app
  const now = clock.now()
  const sources = app.sources.map(({ config }) => config).filter(({ role }) => role === 'offers')
  const states = await ledger.offerStates()
  const counted = new Map<string, number>()
  for (const { offer } of states) counted.set(offer.source, (counted.get(offer.source) ?? 0) + 1)
  const deps = { db: ledger.db, newId, random: seededRandom(35), now }
  await pastPasses(deps, sources, counted)
  await pastWords(
    deps,
    sources,
    states
      .filter(({ status }) => status === 'PUBLISHED')
      .map(({ offer: { source, key, service } }) => ({
        source,
        key,
        name: service.nom,
        telephone: service.telephone ?? null,
      })),
  )
  await takeCensus(app, { read: READ, share: 1 })
  const today = await coverageInput({ ...app, standings: await sourceStandings(app) }, parisDay(now))
  for (const input of [...pastMonths(today, sources, now), today])
    await keepReport(ledger.snapshots, coverageReport(input))
}
