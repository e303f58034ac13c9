import { expect, test } from 'vitest'
import { monthsAfter } from './months-after.ts'

test.each([
  ['2026-01-15', 1, '2026-02-15'],
  ['2026-01-31', 1, '2026-02-28'],
  ['2027-08-31', 6, '2028-02-29'],
  ['2024-02-29', 12, '2025-02-28'],
  ['2026-12-31', 1, '2027-01-31'],
  ['2026-08-31', 16, '2027-12-31'],
  ['', 1, null],
  ['hier', 1, null],
])('%s and %i months: %s', (day, months, expected) => {
  expect(monthsAfter(day, months)).toBe(expected)
})
