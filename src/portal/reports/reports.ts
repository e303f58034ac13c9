import { atKey } from '../../common/at-key.ts'
import { type Clock, systemClock } from '../../common/clock.ts'
import type { Logger } from '../../common/logger.ts'
import { parisDay } from '../../common/paris-day.ts'
import { type Renewed, renewal } from '../../common/renewal.ts'
import { type KeptReport, keepReport, keptReport, keptReports, keptVersion } from '../../coverage/kept-report.ts'
import type { CoverageReport } from '../../coverage/report-contract.ts'
import { type Month, monthsOf, type Past, pastOf } from '../../coverage/trend.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { PortalData } from '../data.ts'

/** Today's report and those that were frozen. */
export interface Reports {
  /** The day of today's report, `YYYY-MM-DD`, Europe/Paris. */
  day(): string
  /**
   * Today's for a page: the previous one while a newer is computed, null while the first is.
   * @param convention its name; default: the one that today is read under
   */
  shown(convention?: string): Promise<Renewed<CoverageReport> | null>
  /** The same for a program, which waits for the first. */
  today(): Promise<CoverageReport>
  /** Latest first. */
  frozen(): Promise<KeptReport[]>
  /** The last one frozen at a date, or null. */
  at(date: string): Promise<CoverageReport | null>
  /** One frozen version, for good: its address never shows anything else. `fingerprint`: SHA-256 of its bytes. */
  version(id: string): Promise<{ report: CoverageReport; fingerprint: string } | null>
  /** The last frozen report of each month and today's, for the curves; a month without any is among them. */
  months(): Promise<Month[]>
  /** The figures of today's report when it is computed, else of the last one that was frozen, and of the last one of an earlier month; nothing is computed nor waited for. */
  latest(): Promise<{ now: Past; before: Past | null } | null>
  /** Computes today's report and freezes it. @returns false when the same bytes are frozen already */
  freeze(): Promise<boolean>
}

/** A report serves everybody until a run or a census ends, a convention comes in or the day changes, and for this long at the most, milliseconds. */
const KEPT_MS = 10 * 60_000
/** A visitor waits this long for a newer report, milliseconds; then sees the previous one. */
const PATIENCE_MS = 2000
/** A visitor waits this long for the very first, milliseconds; then is told that it is being computed. */
const FIRST_PATIENCE_MS = 10_000

/** @param deps.patience how long a visitor waits for a newer report, or for the first; default two seconds, or ten */
export function createReports({
  data,
  ledger,
  clock,
  log,
  patience = (stop, first) => systemClock.sleep(first ? FIRST_PATIENCE_MS : PATIENCE_MS, stop),
}: {
  data: Pick<PortalData, 'report'>
  ledger: Ledger
  clock: Clock
  log: Logger
  patience?: (stop: AbortSignal, first: boolean) => Promise<void>
}): Reports {
  const store = ledger.snapshots
  const day = () => parisDay(clock.now())
  /** Other than a day, what a report depends on. */
  const changed = () =>
    ledger.whileStill('what reports depend on', async () => {
      const [[last], [census], conventions] = await Promise.all([
        ledger.runs.heads(1),
        ledger.census.list(1),
        ledger.conventions.count(),
      ])
      return [last?.id, last?.ended, census?.id, conventions] as const
    })
  const frozen = () => ledger.whileStill('frozen reports', () => keptReports(store))
  const made = (convention?: string) =>
    renewal({
      make: async () => (await data.report(convention)).json,
      async stamp() {
        return [day(), ...(await changed())].join(' ')
      },
      clock,
      keptMs: KEPT_MS,
      patience,
      failed: error => log.error({ err: error, convention }, 'report not computed: the previous one stays'),
    })
  const report = made()
  const others = new Map<string, ReturnType<typeof made>>()
  // Frozen versions never change: their figures are read once.
  const known = new Map<string, Past>()
  async function past({ id }: KeptReport): Promise<Past[]> {
    const read = known.get(id) ?? (await keptVersion(store, id).then(kept => kept && pastOf(kept.report)))
    if (!read) return []
    known.set(id, read)
    return [read]
  }
  async function monthsWith(now: CoverageReport | null): Promise<Month[]> {
    const last = new Map<string, KeptReport>()
    for (const each of await frozen()) {
      const month = each.date.slice(0, 7)
      if (!last.has(month)) last.set(month, each)
    }
    const pasts = await Promise.all([...last.values()].map(past))
    return monthsOf([...pasts.flat(), ...(now ? [pastOf(now)] : [])])
  }
  return {
    day,
    async months() {
      const now = await report.shown()
      return monthsWith(now?.value ?? null)
    },
    async latest() {
      const current = await report.current()
      const [[, ended], [newest]] = await Promise.all([changed(), frozen()])
      // One that was frozen before today's last pass does not speak of today.
      const speaks = current !== null || (ended ?? '') <= (newest?.stored ?? '')
      const [before = null, now] = (await monthsWith(current))
        .flatMap(month => month.past ?? [])
        .filter(past => speaks || past.date !== day())
        .slice(-2)
      return now ? { now, before } : before && { now: before, before: null }
    },
    shown: convention => (convention === undefined ? report.shown() : atKey(others, convention, made).shown()),
    today: () => report.value(),
    frozen,
    at: date => keptReport(store, date),
    version: id => keptVersion(store, id),
    freeze: async () => (await keepReport(store, await report.renew())).fresh,
  }
}
