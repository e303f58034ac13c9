/** Postgres: connection exceptions, shutdown and start-up, too many connections, a transaction that lost against another. */
const SQL_STATES = /^(08...|57P0[123]|53300|40001|40P01)$/
const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  // A container that stops takes its name with it.
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
])
const ALWAYS = new Set(['MaxRetriesPerRequestError', 'ConnectionClosedError', 'QueueUnavailable'])
const NAMES = new Set(['Error', 'error', 'DatabaseError', ...ALWAYS])
/** pg and ioredis give no code for these. */
const WORDS =
  /Connection terminated|Connection is closed|Stream isn't writeable|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error/

/** One of our own servers (Redis, Postgres) is away or coming back. True for the bare error of a driver; a `HarvestError` or a `DoraError` has its own name and keeps the network's error as its cause. */
export function isServerAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof AggregateError) return error.errors.some(isServerAway)
  if (!NAMES.has(error.name)) return false
  if (ALWAYS.has(error.name) || WORDS.test(error.message)) return true
  const code = 'code' in error ? String(error.code) : ''
  return SQL_STATES.test(code) || NETWORK.has(code)
}
