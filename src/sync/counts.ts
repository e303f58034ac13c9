import type { Counts, OfferOutcome } from './contract.ts'

/** The sums of a run: one line, one state, so that they agree by construction. */
export function countOutcomes(outcomes: readonly OfferOutcome[]): Counts {
  const of = (state: OfferOutcome['state']) => outcomes.filter(outcome => outcome.state === state).length
  return {
    seen: outcomes.length,
    created: of('created'),
    updated: of('updated'),
    unchanged: of('unchanged'),
    conflicts: of('conflict'),
    rejected: of('rejected'),
    waiting: of('waiting'),
    retired: of('retired'),
  }
}
