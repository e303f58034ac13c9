/**
 * Circuit breaker of one host.
 *
 * `closed`: requests pass; each failure in a row is counted, a success sets the count back to zero. At `OPEN_AFTER` failures the host is
 * parked: `open` until an instant, and nobody asks it anything. Once that instant has passed one request is let through (`trying`): its
 * success closes the breaker, its failure parks the host again, twice as long, up to `LONGEST_MS`.
 * A failure is a network error or a 5xx/429 after the retries; a 404 is an answer, not a failure.
 */
export type Breaker =
  | { state: 'closed'; failures: number }
  | { state: 'open'; until: number; parkedMs: number }
  | { state: 'trying'; parkedMs: number }

export const CLOSED: Breaker = { state: 'closed', failures: 0 }
export const OPEN_AFTER = 5
const FIRST_MS = 5 * 60_000
const LONGEST_MS = 60 * 60_000

/** Whether a request may pass at `now` (milliseconds), and the breaker as it is from then on. */
export function admit(breaker: Breaker, now: number): { pass: boolean; breaker: Breaker } {
  switch (breaker.state) {
    case 'closed':
    case 'trying':
      return { pass: true, breaker }
    case 'open':
      return now < breaker.until
        ? { pass: false, breaker }
        : { pass: true, breaker: { state: 'trying', parkedMs: breaker.parkedMs } }
  }
}

/** The breaker after an answer (`ok`) or a failure at `now` (milliseconds). */
export function settle(breaker: Breaker, ok: boolean, now: number): Breaker {
  if (ok) return CLOSED
  switch (breaker.state) {
    case 'closed':
      return breaker.failures + 1 >= OPEN_AFTER
        ? { state: 'open', until: now + FIRST_MS, parkedMs: FIRST_MS }
        : { state: 'closed', failures: breaker.failures + 1 }
    case 'trying': {
      const parkedMs = Math.min(LONGEST_MS, breaker.parkedMs * 2)
      return { state: 'open', until: now + parkedMs, parkedMs }
    }
    case 'open':
      return breaker
  }
}
