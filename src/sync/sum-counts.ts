import type { Counts } from './plan.ts'

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
