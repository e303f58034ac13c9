/** Time as a port: everything that reads the clock or waits takes one of these, so that no test sleeps. */
export interface Clock {
  now(): Date
  /** Waits `ms` milliseconds; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

export const systemClock: Clock = {
  now: () => new Date(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', onAbort)
        resolve()
      }, ms)
      const onAbort = () => {
        clearTimeout(timer)
        reject(signal?.reason)
      }
      signal?.addEventListener('abort', onAbort, { once: true })
    }),
}

/** A clock that moves only when asked, or when somebody sleeps on it. `slept` lists each wait in milliseconds. */
export interface ManualClock extends Clock {
  advance(ms: number): void
  readonly slept: readonly number[]
}

/** @param start ISO 8601 instant, e.g. `2026-01-01T00:00:00Z` */
export function manualClock(start: string): ManualClock {
  let at = new Date(start).getTime()
  const slept: number[] = []
  return {
    now: () => new Date(at),
    async sleep(ms, signal) {
      signal?.throwIfAborted()
      slept.push(ms)
      at += ms
    },
    advance: ms => {
      at += ms
    },
    slept,
  }
}
