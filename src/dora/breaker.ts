import type { Clock } from '../common/clock.ts'

/** Parks a DORA that keeps failing, so that it is not hammered. */
export interface Breaker {
  /** Milliseconds until the next call may leave; 0 when it may now. */
  parkedFor(): number
  /** A call ended well, or with an answer that shows DORA is alive. */
  succeeded(): void
  /** A call was given up after its last try. */
  failed(): void
}

/**
 * Closed → after `threshold` calls given up in a row → parked for `parkMs` → one call is let through:
 * well, it closes; again a failure, it is parked anew.
 * @param threshold default 5 · @param parkMs default 60 000
 */
export function createBreaker(options: { clock: Clock; threshold?: number; parkMs?: number }): Breaker {
  const threshold = options.threshold ?? 5
  const parkMs = options.parkMs ?? 60_000
  let failures = 0
  let until = 0
  const now = (): number => options.clock.now().getTime()
  return {
    parkedFor: () => Math.max(0, until - now()),
    succeeded() {
      failures = 0
      until = 0
    },
    failed() {
      failures += 1
      if (failures >= threshold) until = now() + parkMs
    },
  }
}
