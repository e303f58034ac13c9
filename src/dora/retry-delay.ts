import type { Random } from '../common/random.ts'

export interface RetryPolicy {
  /** Tries in all, the first included. Default 4. */
  tries: number
  /** First wait, doubled each time, in milliseconds. Default 1000. */
  baseMs: number
  /** Longest wait of our own choosing. Default 30 000. */
  capMs: number
  /** Waits in all for one call, Retry-After included. Default 180 000. */
  budgetMs: number
}

export const defaultRetryPolicy: RetryPolicy = { tries: 4, baseMs: 1000, capMs: 30_000, budgetMs: 180_000 }

/**
 * How long to wait before trying again, or null to give up.
 * Jitter over the upper half of the exponential wait; Retry-After is a floor that the cap does not lower.
 * @param tried tries already made, at least 1
 * @param spentMs already waited for this call
 */
export function retryDelay(
  input: { tried: number; spentMs: number; retryAfterMs: number | null; random: Random },
  policy: RetryPolicy = defaultRetryPolicy,
): number | null {
  if (input.tried >= policy.tries) return null
  const exponential = Math.min(policy.capMs, policy.baseMs * 2 ** (input.tried - 1))
  const jittered = Math.round(exponential / 2 + (input.random() * exponential) / 2)
  const delay = Math.max(jittered, input.retryAfterMs ?? 0)
  return input.spentMs + delay > policy.budgetMs ? null : delay
}

/** `Retry-After` in milliseconds: whole seconds or an HTTP date; null when absent or unreadable. */
export function retryAfterMs(header: string | undefined, now: Date): number | null {
  if (header === undefined || header.trim() === '') return null
  if (/^\d+$/.test(header.trim())) return Number(header.trim()) * 1000
  const date = Date.parse(header)
  return Number.isNaN(date) ? null : Math.max(0, date - now.getTime())
}
