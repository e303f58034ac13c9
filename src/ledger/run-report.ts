import type { Unseen } from '../dora/visibility.ts'
import type { Counts } from './plan.ts'

/** What one run did. The counts are the sums of its lines, one per offer (`ledger.runs.lines`), and nothing else. */
export interface RunReport {
  run: string
  source: string
  plan: string | null
  counts: Counts
  /** Requests that DORA answered with success and that changed something, by kind. */
  writes: { created: number; changed: number; structures: number }
  /** Services of the source in DORA once the run is over, apart from the counts; absent when nothing was carried out, and in older reports. */
  shown?: Shown
  /** Operations that were not done because DORA moved since the plan. */
  stale: number
  /** Writes whose effect is not known yet. */
  doubts: number
  /** Why nothing was applied, in French; null when it was. */
  quarantine: string | null
}

/** Published is not seen. */
export interface Shown {
  published: number
  /** Found by the public. */
  visible: number
  /** Published, and whether the public sees it is not told to this account. */
  unknown: number
  /** Published and not seen, by reason. */
  hidden: Partial<Record<Exclude<Unseen, 'not-published'>, number>>
}
