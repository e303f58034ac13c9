import { expect, test } from 'vitest'
import { machineDay } from './machine-day.ts'

test.each([
  ['1767225600', '2026-01-01'],
  ['1767225600.000', '2026-01-01'],
  [' 1767225600 ', '2026-01-01'],
  ['1767225600000', '2026-01-01'],
  ['1767225600000.00', '2026-01-01'],
  // Half past eleven in the evening in London is the next day in Paris.
  ['1767223800', '2026-01-01'],
  ['631152000', '1990-01-01'],
  ['4133980799', '2101-01-01'],
])('seconds or milliseconds since 1970: «%s»', (words, day) => {
  expect(machineDay(words)).toEqual({ day, from: 'epoch' })
})

test.each([
  ['46023', '2026-01-01'],
  ['46023,75', '2026-01-01'],
  ['46023.5', '2026-01-01'],
  ['36526', '2000-01-01'],
  ['55153', '2050-12-31'],
  ['46023 ', '2026-01-01'],
])('a day of a spreadsheet: «%s»', (words, day) => {
  expect(machineDay(words)).toEqual({ day, from: 'serial' })
})

test.each([
  '631151999',
  '4133980800',
  '99999999',
  '36525',
  '55154',
  '35400 Rennes',
  'CS 46023',
  '46023-5',
  '46023,',
  '46023,x',
  '1767225600.5',
  'n° 1767225600000',
  '1767225600000 ms',
  '176722560000000',
  '',
])('«%s» is no day of a machine', words => {
  expect(machineDay(words)).toBeNull()
})
