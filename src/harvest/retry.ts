import type { Random } from '../common/random.ts'
import type { Limits } from './limits.ts'

/** How one attempt failed, as far as trying again is concerned. */
export type Failure =
  | { kind: 'status'; status: number; retryAfterMs: number | null }
  /** Nothing usable came: refused, reset, cut, too slow. */
  | { kind: 'network' }
  /** Trying again cannot help: refused address, body over its cap, redirect loop. */
  | { kind: 'final' }

const PASSING = new Set([408, 425, 429, 500, 502, 503, 504])
const FIRST_MS = 1_000
const LONGEST_MS = 30_000

/**
 * Milliseconds to wait before the next attempt, or null when there is to be none. The only retry policy of the room.
 * Exponential with full jitter (between half and the whole of 1 s, 2 s, 4 s… at most 30 s); a `Retry-After` is a floor, and one
 * longer than `limits.retryAfterMs` ends the attempts.
 * @param attempt attempts already made, ≥ 1
 * @param spent retries already spent by the run
 */
export function retryDelay(
  failure: Failure,
  attempt: number,
  spent: number,
  limits: Pick<Limits, 'attempts' | 'retryBudget' | 'retryAfterMs'>,
  random: Random,
): number | null {
  if (attempt >= limits.attempts || spent >= limits.retryBudget) return null
  if (failure.kind === 'final') return null
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1))
  const backoff = Math.round(ceiling / 2 + (ceiling / 2) * random())
  if (failure.kind === 'network') return backoff
  if (!PASSING.has(failure.status)) return null
  if (failure.retryAfterMs === null) return backoff
  return failure.retryAfterMs > limits.retryAfterMs ? null : Math.max(backoff, failure.retryAfterMs)
}

/** Milliseconds asked for by a `Retry-After` header (seconds or HTTP date), never negative; null when absent or unreadable. */
export function retryAfterMs(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null
  const text = header.trim()
  if (/^\d+$/.test(text)) return Number(text) * 1000
  const at = Date.parse(text)
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime())
}
