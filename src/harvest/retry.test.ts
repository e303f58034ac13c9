import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from './limits.ts'
import { type Failure, retryAfterMs, retryDelay } from './retry.ts'

const status = (code: number, wait: number | null = null): Failure => ({
  kind: 'status',
  status: code,
  retryAfterMs: wait,
})
const half = () => 0.5

describe('retryDelay', () => {
  test.each<[string, Failure, number, number | null]>([
    ['a server error, first time', status(500), 1, 750],
    ['a server error, second time', status(503), 2, 1500],
    ['the last attempt', status(500), 3, null],
    ['too many requests', status(429), 1, 750],
    ['Retry-After is a floor', status(429, 9000), 1, 9000],
    ['… and not a ceiling', status(429, 10), 1, 750],
    ['a Retry-After beyond the cap', status(503, 121_000), 1, null],
    ['network', { kind: 'network' }, 1, 750],
    ['not found', status(404), 1, null],
    ['forbidden', status(403), 1, null],
    ['not implemented', status(501), 1, null],
    ['final', { kind: 'final' }, 1, null],
  ])('%s', (_, failure, attempt, delay) => {
    expect(retryDelay(failure, attempt, 0, DEFAULT_LIMITS, half)).toBe(delay)
  })

  test('no budget left: no retry', () => {
    expect(retryDelay(status(500), 1, DEFAULT_LIMITS.retryBudget, DEFAULT_LIMITS, half)).toBeNull()
  })

  test('whatever the draw, the pause stays between half and the whole of the step, and under its cap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (attempt, draw) => {
        const limits = { ...DEFAULT_LIMITS, attempts: 100 }
        const step = Math.min(30_000, 1000 * 2 ** (attempt - 1))
        const delay = retryDelay({ kind: 'network' }, attempt, 0, limits, () => draw) ?? -1
        return delay >= step / 2 && delay <= step
      }),
    )
  })
})

describe('retryAfterMs', () => {
  const now = new Date('2026-11-24T03:00:00Z')
  test.each([
    ['120', 120_000],
    [' 5 ', 5000],
    ['Tue, 24 Nov 2026 03:01:00 GMT', 60_000],
    ['Tue, 24 Nov 2026 02:00:00 GMT', 0],
    ['bientôt', null],
    [undefined, null],
  ])('%s → %s', (header, ms) => {
    expect(retryAfterMs(header, now)).toBe(ms)
  })
})
