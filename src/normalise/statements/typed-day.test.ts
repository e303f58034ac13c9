import { expect, test } from 'vitest'
import { typedDay } from './typed-day.ts'

test.each([
  ['31/12/2026', '2026-12-31'],
  [' 1/2/2026 ', '2026-02-01'],
  [' 2026-12-31 ', '2026-12-31'],
  ['32/12/2026', null],
  ['31/12/26', null],
  ['1/2/20266', null],
  ['le 31/12/2026', null],
  ['31/12/2026 soir', null],
  ['2026-02-30', null],
  ['2026-1-2', null],
  ['2026-12-31T10:00', null],
  ['a2026-12-31', null],
  ['', null],
])('«%s» is the day %s', (words, day) => {
  expect(typedDay(words)).toBe(day)
})
