import { expect, test } from 'vitest'
import { daysAfter } from './days-after.ts'

test('days are those of the calendar, where the hour changes and in a leap year too', () => {
  expect(daysAfter('2026-10-24', 2)).toBe('2026-10-26')
  expect(daysAfter('2028-02-28', 1)).toBe('2028-02-29')
  expect(daysAfter('2026-12-31', 0)).toBe('2026-12-31')
})
