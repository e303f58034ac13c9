import { expect, test } from 'vitest'
import { usualChoice, usualSpans } from './comparison-page.ts'

const versions = (...dates: string[]) =>
  dates.map((date, at) => ({ id: `v${dates.length - at}`, date, stored: `${date}T05:00:00.000Z` }))
const before = (today: string, ...dates: string[]) =>
  usualChoice({ today, versions: versions(...dates), startingPoint: null }).before

test('today is compared with the last report of an earlier month, also when a month was missed', () => {
  expect(before('2030-06-15', '2030-06-01', '2030-05-20', '2030-05-01')).toBe('v2')
  expect(before('2030-06-15', '2030-06-14', '2030-06-01', '2030-03-01')).toBe('v1')
})

test('without any earlier month, with an earlier day; without that, with the oldest; with nothing, nothing', () => {
  expect(before('2030-06-15', '2030-06-15', '2030-06-02')).toBe('v1')
  expect(before('2030-06-15', '2030-06-15', '2030-06-15')).toBe('v1')
  expect(before('2030-06-15')).toBe('')
})

test.each([
  ['2030-11-30', ['2030-11-30', '2030-10-31', '2030-08-31', '2030-06-30', '2029-11-30'], ['10-31', '08-31', '11-30']],
  ['2030-06-15', ['2030-06-15', '2030-05-20', '2030-01-02'], ['05-20']],
  ['2030-06-15', ['2030-06-15', '2030-06-10'], []],
  ['2030-06-15', [], []],
])('on %s since a month, a quarter, a year: the nearest of %j', (today, dates, found) => {
  expect(usualSpans({ today, versions: versions(...dates) }).map(({ version }) => version.date.slice(5))).toEqual(found)
})
