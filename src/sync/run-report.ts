import type { Counts, OfferOutcome } from './contract.ts'

/** What one run did, offer by offer; the counts are the sums of `outcomes` and nothing else. */
export interface RunReport {
  run: string
  source: string
  plan: string | null
  outcomes: OfferOutcome[]
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
