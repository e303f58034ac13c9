import fc from 'fast-check'
import { expect, test } from 'vitest'
import { retryDelay as delayOf, type RetryPolicy, retryAfterMs } from './retry.ts'

const POLICY: RetryPolicy = { tries: 4, baseMs: 1000, capMs: 30_000, budgetMs: 180_000 }
const retryDelay = (input: Parameters<typeof delayOf>[0]): number | null => delayOf(input, POLICY)
const first = { tried: 1, spentMs: 0, retryAfterMs: null }

test('doubles, with jitter over the upper half', () => {
  expect([1, 2, 3].map(tried => retryDelay({ ...first, tried, random: () => 0 }))).toEqual([500, 1000, 2000])
  expect([1, 2, 3].map(tried => retryDelay({ ...first, tried, random: () => 0.999999 }))).toEqual([1000, 2000, 4000])
})

test('gives up after the last try', () => {
  expect(retryDelay({ ...first, tried: POLICY.tries, random: () => 0 })).toBeNull()
})

test('Retry-After is a floor that the cap does not lower', () => {
  expect(retryDelay({ ...first, retryAfterMs: 45_000, random: () => 0 })).toBe(45_000)
})

test('gives up rather than wait beyond the budget', () => {
  expect(retryDelay({ ...first, retryAfterMs: 180_001, random: () => 0 })).toBeNull()
  expect(retryDelay({ ...first, spentMs: 179_900, random: () => 0.5 })).toBeNull()
})

test('never under Retry-After, never above cap, tries and budget', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: 0, max: 200_000 }),
      fc.option(fc.integer({ min: 0, max: 200_000 }), { nil: null }),
      fc.double({ min: 0, max: 0.999_999, noNaN: true }),
      (tried, spentMs, retryAfter, jitter) => {
        const delay = retryDelay({ tried, spentMs, retryAfterMs: retryAfter, random: () => jitter })
        if (delay === null) return
        expect(tried).toBeLessThan(POLICY.tries)
        expect(delay).toBeGreaterThanOrEqual(retryAfter ?? 0)
        expect(delay).toBeLessThanOrEqual(Math.max(POLICY.capMs, retryAfter ?? 0))
        expect(spentMs + delay).toBeLessThanOrEqual(POLICY.budgetMs)
      },
    ),
  )
})

test.each<[string | undefined, number | null]>([
  ['12', 12_000],
  [' 5 ', 5000],
  ['Tue, 24 Nov 2026 09:00:30 GMT', 30_000],
  ['Tue, 24 Nov 2026 08:00:00 GMT', 0],
  ['bientôt', null],
  ['', null],
  [undefined, null],
])('Retry-After: %s', (header, expected) => {
  expect(retryAfterMs(header, new Date('2026-11-24T09:00:00Z'))).toBe(expected)
})
