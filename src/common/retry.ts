import type { Random } from './random.ts'

/** One layer of retry for DORA and one for partners, with the same rule; each judges for itself what is worth trying again. */
export interface RetryPolicy {
  /** Tries in all, the first included. */
  tries: number
  /** First wait, doubled each time, in milliseconds. */
  baseMs: number
  /** Longest wait of our own choosing. */
  capMs: number
  /** Waits in all for one call, Retry-After included: a server that asks for more is obeyed by giving up. */
  budgetMs: number
}

/**
 * How long to wait before trying again, or null to give up.
 * Jitter over the upper half of the exponential wait; Retry-After is a floor that the cap does not lower.
 * @param tried tries already made, at least 1
 * @param spentMs already waited for this call
 */
export function retryDelay(
  input: { tried: number; spentMs: number; retryAfterMs: number | null; random: Random },
  policy: RetryPolicy,
): number | null {
  if (input.tried >= policy.tries) return null
  const exponential = Math.min(policy.capMs, policy.baseMs * 2 ** (input.tried - 1))
  const jittered = Math.round(exponential / 2 + (input.random() * exponential) / 2)
  const delay = Math.max(jittered, input.retryAfterMs ?? 0)
  return input.spentMs + delay > policy.budgetMs ? null : delay
}

/**
 * `Retry-After` in milliseconds, never negative: whole seconds or an HTTP date; null when absent or unreadable.
 * @param now by the clock of who answered, where it tells: a date is its own
 */
export function retryAfterMs(header: string | undefined, now: Date): number | null {
  const text = header?.trim() ?? ''
  if (text === '') return null
  if (/^\d+$/.test(text)) return Number(text) * 1000
  const date = Date.parse(text)
  return Number.isNaN(date) ? null : Math.max(0, date - now.getTime())
}
