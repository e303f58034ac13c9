import { takeCensus } from '../census/take-census.ts'
import { countEach } from '../common/count-each.ts'
import { parisDay } from '../common/paris-day.ts'
import { seededRandom } from '../common/random.ts'
import { stateOf } from '../coverage/alike.ts'
import type { CoverageInput } from '../coverage/input.ts'
import { keepReport } from '../coverage/kept-report.ts'
import { coverageReport } from '../coverage/report.ts'
import { type DemoSource, EMPTY_MONTH, joinedMonthsAgo, MONTHS, monthEnd } from '../demonstration/calendar.ts'
import { pastPasses } from '../demonstration/past-passes.ts'
import { pastWords } from '../demonstration/past-words.ts'
import type { App } from './app.ts'
import { coverageInput, tellWhole } from './coverage-input.ts'
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
  const counted = countEach(states.map(({ offer }) => offer.source))
  const deps = { db: ledger.db, newId, random: seededRandom(35), now }
  await pastPasses(deps, sources, counted)
  const known = await ledger.offers.list()
  const telephones = new Map(known.map(each => [`${each.source}\n${each.key}`, each.record?.service.telephone]))
  await pastWords(
    deps,
    sources,
    states
      .filter(({ status }) => status === 'PUBLISHED')
      .map(({ offer: { source, key, name } }) => ({
        source,
        key,
        name,
        telephone: telephones.get(`${source}\n${key}`) ?? null,
      })),
  )
  await takeCensus(app, { read: READ, share: 1 })
  const today = await coverageInput({ ...app, standings: await sourceStandings(app) }, parisDay(now))
  // In the past another offer may have spoken for a line than today.
  await tellWhole(ledger, today.offers)
  const each = { ...today, offers: today.offers.map(stateOf) }
  for (const input of [...pastMonths(each, sources, now), each])
    await keepReport(ledger.snapshots, coverageReport(input))
}

/**
 * What the report of each past month is computed from: the offers of the sources that were read by then, and none in the first month, which is the
 * starting point. One month is missing, as when nobody kept a report.
 * @param today what today's report is computed from
 */
function pastMonths(today: CoverageInput, sources: readonly DemoSource[], now: Date): CoverageInput[] {
  const joined = joinedMonthsAgo(sources)
  return Array.from({ length: MONTHS + 1 }, (_, at) => MONTHS + 1 - at)
    .filter(ago => ago !== EMPTY_MONTH)
    .map(ago => {
      const date = monthEnd(now, ago)
      const known = (day: string) => day <= date
      return {
        ...today,
        date,
        offers: today.offers
          .filter(({ offer }) => (joined.get(offer.source) ?? 0) >= ago)
          .map(each => ({
            ...each,
            firstSeen: `${date}T03:15:00.000Z`,
            lastSeen: `${date}T03:15:00.000Z`,
            publishedAt: each.publishedAt === null ? null : `${date}T03:15:00.000Z`,
            confirmedAt: each.confirmedAt !== null && known(each.confirmedAt) ? each.confirmedAt : null,
          })),
        contacts: (today.contacts ?? []).filter(({ day }) => known(day)),
        answers: (today.answers ?? []).filter(({ day }) => known(day)),
        corrections: (today.corrections ?? []).filter(({ day }) => known(day)),
        rejections: [],
        census: null,
      }
    })
}
