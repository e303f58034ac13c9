import type { Clock } from '../common/clock.ts'

/** The right to send one request to DORA, shared by every caller (the whole fleet when it is kept in Redis). */
export interface Quota {
  /** Resolves when one request may leave; rejects with the signal's reason when aborted, with LongPause when DORA said to wait for longer than anybody waits in line. */
  acquire(signal?: AbortSignal): Promise<void>
  /** DORA said to wait: nobody is let through for that long, and for a whole window after it one at a time, evenly: a single place was freed. */
  pause(ms: number): void
}

/** Longest wait in line, milliseconds: who would wait longer is told so, and holds nothing meanwhile. */
export const LONGEST_IN_LINE_MS = 180_000

/** DORA asked that nothing be sent for so long. */
export class LongPause extends Error {
  override readonly name = 'LongPause'
  /** Milliseconds from now. */
  readonly ms: number
  constructor(ms: number) {
    super(`DORA asked for a pause of ${ms} ms`)
    this.ms = ms
  }
}

/** One second more than DORA's window: a slow request followed by a quick one arrive closer than they left. */
const WINDOW_MS = 61_000

/**
 * Sliding window in this process: at most `perMinute` requests leave in any 61 s.
 * @param perMinute default of DORA for an account: 120
 */
export function createQuota(options: { perMinute: number; clock: Clock }): Quota {
  const { perMinute, clock } = options
  const left: number[] = []
  let pausedUntil = 0
  let last = 0
  let turn: Promise<void> = Promise.resolve()

  async function wait(signal?: AbortSignal): Promise<void> {
    for (;;) {
      signal?.throwIfAborted()
      const now = clock.now().getTime()
      if (pausedUntil - now > LONGEST_IN_LINE_MS) throw new LongPause(pausedUntil - now)
      while (left[0] !== undefined && left[0] <= now - WINDOW_MS) left.shift()
      const oldest = left[0]
      const full = left.length >= perMinute && oldest !== undefined ? oldest + WINDOW_MS - now : 0
      const even = now < pausedUntil + WINDOW_MS ? last + WINDOW_MS / perMinute - now : 0
      const delay = Math.ceil(Math.max(full, even, pausedUntil - now))
      if (delay <= 0) {
        left.push(now)
        last = now
        return
      }
      await clock.sleep(delay, signal)
    }
  }

  return {
    acquire(signal) {
      const mine = turn.then(() => wait(signal))
      turn = mine.catch(() => undefined)
      return mine
    },
    pause(ms) {
      pausedUntil = Math.max(pausedUntil, clock.now().getTime() + ms)
    },
  }
}
