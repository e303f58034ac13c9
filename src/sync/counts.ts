import type { Counts, OfferOutcome } from '../ledger/plan.ts'

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

const NOTHING: Counts = {
  seen: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  conflicts: 0,
  rejected: 0,
  waiting: 0,
  retired: 0,
}

/** Several runs as one: name by name. */
export function sumCounts(all: readonly Counts[]): Counts {
  const sum = { ...NOTHING }
  for (const counts of all) for (const name of Object.keys(NOTHING) as (keyof Counts)[]) sum[name] += counts[name]
  return sum
}
