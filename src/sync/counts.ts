import { type Counts, NO_COUNTS, type OfferOutcome } from '../ledger/plan.ts'

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

/** Several runs as one: name by name. */
export function sumCounts(all: readonly Counts[]): Counts {
  const sum = { ...NO_COUNTS }
  for (const counts of all) for (const name of Object.keys(NO_COUNTS) as (keyof Counts)[]) sum[name] += counts[name]
  return sum
}
