import type { Clock } from './clock.ts'

/** Parks a server that keeps failing, so that it is not hammered: DORA, or the host of a partner. */
export interface Breaker {
  /** Milliseconds until the next call may leave; 0 when it may now. */
  parkedFor(): number
  /** A call ended well, or with an answer that shows the server is alive. */
  succeeded(): void
  /** A call failed. */
  failed(): void
}

export interface BreakerPolicy {
  /** Failures in a row before it parks. */
  threshold: number
  parkMs: number
  /** Each failure of the call that is let through afterwards parks twice as long, up to this. */
  longestMs: number
}

/** Closed → after `threshold` failures in a row → parked → one call is let through: well, it closes; a failure, it is parked anew. */
export function createBreaker(clock: Clock, policy: BreakerPolicy): Breaker {
  let failures = 0
  let until = 0
  let parkMs = policy.parkMs
  const parkedFor = (): number => Math.max(0, until - clock.now().getTime())
  return {
    parkedFor,
    succeeded() {
      failures = 0
      until = 0
    },
    failed() {
      if (parkedFor() > 0) return
      failures += 1
      if (failures < policy.threshold) return
      parkMs = failures === policy.threshold ? policy.parkMs : Math.min(policy.longestMs, parkMs * 2)
      until = clock.now().getTime() + parkMs
    },
  }
}
