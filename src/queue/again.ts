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

/** Postgres: connection exceptions, shutdown and start-up, too many connections, a transaction that lost against another. */
const SQL_STATES = /^(08...|57P0[123]|53300|40001|40P01)$/
const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
])
/** pg gives no code for these. */
const WORDS =
  /Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error/

/** True for the bare error of a driver; a `HarvestError` or a `DoraError` has its own name and keeps the network's error as its cause. */
function isServerAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof AggregateError) return error.errors.some(isServerAway)
  if (!['Error', 'error', 'DatabaseError', 'MaxRetriesPerRequestError'].includes(error.name)) return false
  if (error.name === 'MaxRetriesPerRequestError' || WORDS.test(error.message)) return true
  const code = 'code' in error ? String(error.code) : ''
  return SQL_STATES.test(code) || NETWORK.has(code)
}
