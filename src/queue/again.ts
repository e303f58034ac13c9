import { isServerAway } from './server-away.ts'
import { TryLater } from './try-later.ts'

/** What to do with a job that threw. */
export type Again = { kind: 'later'; afterMs: number } | { kind: 'give-up' }

/** Starts after which a job is a dead letter whatever it says: 20 starts are more than half an hour of a database that is away. */
export const MOST_STARTS = 20
const FIRST_MS = 1000
const LONGEST_MS = 120_000

/**
 * Our own servers going away is no fault of the job: it is started again. Everything else was already retried where it
 * happened (towards DORA, towards a partner), and a second layer would multiply the requests: the job is given up.
 * @param starts how many times it was started, the failed one included
 */
export function again(error: unknown, starts: number): Again {
  if (starts >= MOST_STARTS) return { kind: 'give-up' }
  if (error instanceof TryLater) return { kind: 'later', afterMs: error.afterMs }
  if (isServerAway(error)) return { kind: 'later', afterMs: Math.min(LONGEST_MS, FIRST_MS * 2 ** (starts - 1)) }
  return { kind: 'give-up' }
}
