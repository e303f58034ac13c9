import type { Counts, OfferOutcome } from './plan.ts'
import { sumCounts } from './sum-counts.ts'

const NAMES: Record<OfferOutcome['state'], Exclude<keyof Counts, 'seen'>> = {
  created: 'created',
  updated: 'updated',
  unchanged: 'unchanged',
  conflict: 'conflicts',
  rejected: 'rejected',
  waiting: 'waiting',
  retired: 'retired',
}

/** The sums of a run: one line, one state, so that they agree by construction. */
export class Tally {
  readonly counts: Counts = sumCounts([])

  count({ state }: Pick<OfferOutcome, 'state'>): void {
    this.counts.seen += 1
    this.counts[NAMES[state]] += 1
  }
}
