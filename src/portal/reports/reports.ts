import { type Clock, systemClock } from '../../common/clock.ts'
import type { Logger } from '../../common/logger.ts'
import { parisDay } from '../../common/paris-day.ts'
import { type Renewed, renewal } from '../../common/renewal.ts'
import { type KeptReport, keepReport, keptReport, keptReports, keptVersion } from '../../coverage/kept-report.ts'
import type { CoverageReport } from '../../coverage/report-contract.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { PortalData } from '../data.ts'

/** Today's report and those that were frozen. */
export interface Reports {
  /** The day of today's report, `YYYY-MM-DD`, Europe/Paris. */
  day(): string
  /** Today's for a page: the previous one while a newer is computed, null while the first is. */
  shown(): Promise<Renewed<CoverageReport> | null>
  /** The same for a program, which waits for the first. */
  today(): Promise<CoverageReport>
  /** Latest first. */
  frozen(): Promise<KeptReport[]>
  /** The last one frozen at a date, or null. */
  at(date: string): Promise<CoverageReport | null>
  /** One frozen version, for good: its address never shows anything else. */
  version(id: string): Promise<CoverageReport | null>
  /** Computes today's report and freezes it. @returns false when the same bytes are frozen already */
  freeze(): Promise<boolean>
}

/** A report serves everybody until a run ends or the day changes, and for this long at the most, milliseconds. */
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
  const report = renewal({
    make: async () => (await data.report()).json,
    async stamp() {
      const [last] = await ledger.listRuns({ limit: 1 })
      return `${day()} ${last?.id} ${last?.ended}`
    },
    clock,
    keptMs: KEPT_MS,
    patience,
    failed: error => log.error({ err: error }, 'report not computed: the previous one stays'),
  })
  return {
    day,
    shown: () => report.shown(),
    today: () => report.value(),
    frozen: () => keptReports(store),
    at: date => keptReport(store, date),
    version: id => keptVersion(store, id),
    freeze: async () => (await keepReport(store, await report.renew())).fresh,
  }
}
