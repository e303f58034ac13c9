import type { Clock } from '../common/clock.ts'

/** Reads once for everybody who asks within `ms`; a reading that failed is not kept. */
export function keptFor<T>(ms: number, clock: Clock, read: () => Promise<T>): { read(): Promise<T>; forget(): void } {
  let kept: { at: number; value: Promise<T> } | null = null
  return {
    read() {
      const now = clock.now().getTime()
      if (kept !== null && now - kept.at < ms) return kept.value
      const value = read()
      kept = { at: now, value }
      value.catch(() => {
        if (kept?.value === value) kept = null
      })
      return value
    },
    forget() {
      kept = null
    },
  }
}
