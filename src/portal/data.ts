import type { Rejection } from '../common/rejection.ts'
import type { CoverageReport } from '../coverage/report-contract.ts'
import type { OfferOutcome } from '../ledger/plan.ts'
import type { Shown } from '../ledger/run-report.ts'
import type { Run } from '../ledger/runs.ts'
import type { ToldCounts } from './desk/told-counts.ts'
import { RUN_STATES, type Status } from './statuses.ts'

/** One source as the gestionnaire sees it in a list. */
export interface SourceRow {
  id: string
  name: string
  partner: string
  /** Real address, or null when only its sample feeds it. */
  address: string | null
  /** French words, one state. */
  state: Status
  lastSuccess: string | null
  nextRun: Date | null
  lastOutcome: string | null
  offers: number
}

/** One pass over one source. */
export interface RunRow {
  id: string
  source: string
  sourceName: string
  startedAt: string
  endedAt: string | null
  state: Status
  told: ToldCounts | null
  message: string | null
}

export const runRow = (run: Run, sourceName: string, told: ToldCounts | null): RunRow => ({
  id: run.id,
  source: run.source,
  sourceName,
  startedAt: run.started,
  endedAt: run.ended,
  state: RUN_STATES[run.state],
  told,
  message: run.message,
})

export interface RunDetail extends RunRow {
  outcomes: OfferOutcome[]
  rejections: Rejection[]
  /** Why nothing was applied, when a person must look first. */
  quarantine: string | null
  /** What the public sees of the source once the run was over; null when nothing was carried out. */
  shown: Shown | null
}

/** What the portal reads; it owns no data. */
export interface PortalData {
  sandbox: { url: string } | null
  sources(): Promise<SourceRow[]>
  runs(limit: number): Promise<RunRow[]>
  run(id: string): Promise<RunDetail | null>
  /** Today's report. @param convention default: the one that today is read under */
  report(convention?: string): Promise<{ date: string; json: CoverageReport }>
  ready(): Promise<{ ok: boolean; reasons: string[] }>
}
