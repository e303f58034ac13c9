import type { Counts } from './plan.ts'

/** What one run did. The counts are the sums of its lines, one per offer (`ledger.runs.lines`), and nothing else. */
export interface RunReport {
  run: string
  source: string
  plan: string | null
  counts: Counts
  /** Requests that DORA answered with success and that changed something, by kind. */
  writes: { created: number; changed: number; structures: number }
  /** Operations that were not done because DORA moved since the plan. */
  stale: number
  /** Writes whose effect is not known yet. */
  doubts: number
  /** Why nothing was applied, in French; null when it was. */
  quarantine: string | null
}
