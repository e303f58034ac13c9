import type { Clock } from '../common/clock.ts'

const WINDOW_MS = 60_000

/** DRF's sliding log: a request is let through while fewer than `limit` were in the last 60 s. */
export interface Throttle {
  /** Null when let through (and counted), else the whole seconds to wait, at least 1. */
  take(key: string, limit: number): number | null
}

export function createThrottle(clock: Clock): Throttle {
  const logs = new Map<string, number[]>()
  return {
    take(key, limit) {
      const now = clock.now().getTime()
      const recent = (logs.get(key) ?? []).filter(at => at > now - WINDOW_MS)
      logs.set(key, recent)
      const oldest = recent[0]
      if (recent.length >= limit && oldest !== undefined)
        return Math.max(1, Math.ceil((oldest + WINDOW_MS - now) / 1000))
      recent.push(now)
      return null
    },
  }
}
