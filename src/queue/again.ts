import { isServerAway } from './server-away.ts'
import { TryLater } from './try-later.ts'

/** What to do with a job that threw. */
export type Again = { kind: 'later'; afterMs: number } | { kind: 'give-up' }

/** Starts after which a database that is away makes a dead letter: 20 are more than half an hour of absence. */
export const MOST_STARTS = 20
/** Starts after which waiting does: a pass of a hundred thousand offers may hold its source for a night, at a minute a wait. */
export const MOST_WAITS = 1500
const FIRST_MS = 1000
const LONGEST_MS = 120_000

/**
 * Our own servers going away is no fault of the job: it is started again. Everything else was already retried where it
 * happened (towards DORA, towards a partner), and a second layer would multiply the requests: the job is given up.
 * @param starts how many times it was started, the failed one included
 */
export function again(error: unknown, starts: number): Again {
  if (error instanceof TryLater)
    return starts >= MOST_WAITS ? { kind: 'give-up' } : { kind: 'later', afterMs: error.afterMs }
  if (isServerAway(error) && starts < MOST_STARTS)
    return { kind: 'later', afterMs: Math.min(LONGEST_MS, FIRST_MS * 2 ** (starts - 1)) }
  return { kind: 'give-up' }
}
