import fc from 'fast-check'
import { expect, test } from 'vitest'
import { insideWindow } from '../harvest/night-window.ts'
import { lastDate, nextDates, timetableOf } from './timetable.ts'

const iso = (dates: Date[]) => dates.map(date => date.toISOString())

test('3:15 in Paris stays 3:15 in Paris when the hour changes', () => {
  const dates = nextDates('15 3 * * *', 'a', { after: new Date('2026-10-23T12:00:00Z'), count: 3, jitterMs: 0 })
  expect(iso(dates)).toEqual(['2026-10-24T01:15:00.000Z', '2026-10-25T02:15:00.000Z', '2026-10-26T02:15:00.000Z'])
})

test('each key has its own delay, the same every day', () => {
  const of = (key: string) =>
    nextDates('15 3 * * *', key, { after: new Date('2026-01-01T12:00:00Z'), count: 3, jitterMs: 600_000 })
  const [a1, a2, a3] = of('a').map(date => date.getTime())
  expect([Number(a2) - Number(a1), Number(a3) - Number(a2)]).toEqual([86_400_000, 86_400_000])
  expect(new Set(['a', 'b', 'c', 'd'].map(key => of(key)[0]?.getTime())).size).toBe(4)
})

test('no date is lost nor given twice, whenever one asks', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 86_400 * 3 }), fc.string(), (seconds, key) => {
      const options = { count: 1, jitterMs: 3_600_000 }
      const after = new Date(Date.UTC(2026, 2, 27) + seconds * 1000)
      const [next] = nextDates('0 * * * *', key, { ...options, after })
      if (next === undefined) throw new Error('no next date')
      expect(next.getTime()).toBeGreaterThan(after.getTime())
      // Just before it, it is still the next one; at it, the next one is an hour later.
      expect(nextDates('0 * * * *', key, { ...options, after: new Date(next.getTime() - 1) })).toEqual([next])
      const [following] = nextDates('0 * * * *', key, { ...options, after: next })
      expect(Number(following) - Number(next)).toBe(3_600_000)
    }),
  )
})

test('a pattern that is none is refused', () => {
  for (const none of ['every day', '0 0 3 * * 1'])
    expect(() => nextDates(none, 'a', { after: new Date(0), count: 1, jitterMs: 0 })).toThrow()
  expect(() => nextDates('every day', 'a', { after: new Date(0), count: 1, jitterMs: 0 })).toThrow()
})

const night = '22:00-06:00'

test.each<[string, string, string, string, number, string[]]>([
  ['an hour of the night stays', '15 3 * * *', night, '2026-11-24T12:00:00Z', 0, ['25T02:15', '26T02:15']],
  [
    'an hour of the day waits for the evening',
    '15 12 * * *',
    night,
    '2026-11-24T08:00:00Z',
    0,
    ['24T21:00', '25T21:00'],
  ],
  [
    'asked after noon, the one that waits is still ahead',
    '15 12 * * *',
    night,
    '2026-11-24T15:00:00Z',
    0,
    ['24T21:00'],
  ],
  ['asked in the night, it is past', '15 12 * * *', night, '2026-11-24T22:00:00Z', 0, ['25T21:00']],
  ['the hours of a day are one', '0 8-20 * * *', night, '2026-11-24T06:00:00Z', 0, ['24T21:00', '25T21:00']],
  [
    'and go with the hour that opens',
    '0 * * * *',
    night,
    '2026-11-24T18:00:00Z',
    0,
    ['24T21:00', '24T22:00', '24T23:00'],
  ],
  [
    'a weekly hour that closes waits the day through',
    '0 6 * * 1',
    night,
    '2026-11-22T12:00:00Z',
    0,
    ['23T21:00', '30T21:00'],
  ],
  ['the whole day shuts nothing', '15 12 * * *', '08:00-08:00', '2026-11-24T08:00:00Z', 0, ['24T11:15']],
])('%s', (_, cron, window, after, jitterMs, dates) => {
  const found = nextDates(timetableOf(cron, window), 'a', { after: new Date(after), count: dates.length, jitterMs })
  expect(iso(found).map(date => date.slice(8, 16))).toEqual(dates)
})

test.each<[string, string, string, string, string[]]>([
  ['forward, in the night', '15 3 * * *', night, '2026-03-28T12:00:00Z', ['29T01:15', '30T01:15']],
  ['forward, the hour that is skipped', '30 2 * * *', '02:00-03:00', '2026-03-28T12:00:00Z', ['30T00:00', '30T00:30']],
  ['forward, from the day to the evening', '0 12 * * *', night, '2026-03-28T12:00:00Z', ['28T21:00', '29T20:00']],
  ['back, in the night', '15 3 * * *', night, '2026-10-24T12:00:00Z', ['25T02:15', '26T02:15']],
  ['back, the hour that comes twice', '30 2 * * *', '02:00-03:00', '2026-10-24T12:00:00Z', ['25T00:30', '26T01:30']],
  ['back, from the day to the evening', '0 12 * * *', night, '2026-10-24T12:00:00Z', ['24T20:00', '25T21:00']],
])('clocks go %s', (_, cron, window, after, dates) => {
  const found = nextDates(timetableOf(cron, window), 'a', { after: new Date(after), count: 2, jitterMs: 0 })
  expect(iso(found).map(date => date.slice(8, 16))).toEqual(dates)
})

test('a delay never carries a run past the end of the window', () => {
  for (const key of ['a', 'b', 'c', 'd', 'e', 'f']) {
    const [date] = nextDates(timetableOf('59 5 * * *', night), key, {
      after: new Date('2026-11-24T12:00:00Z'),
      count: 1,
      jitterMs: 3_600_000,
    })
    expect(date?.toISOString()).toMatch(/^2026-11-25T04:59/)
  }
})

const crons = fc.constantFrom(
  '0 * * * *',
  '*/20 * * * *',
  '15 3 * * *',
  '15 12 * * 1-5',
  '0 2,3,14 * * *',
  '30 2 * * 0',
)
const windows = fc.constantFrom(null, night, '02:10-02:50', '02:30-05:00', '23:30-00:30', '08:00-18:00')
/** Around both days on which clocks change, and between. */
const instants = fc
  .tuple(fc.constantFrom('2026-03-27T00:00:00Z', '2026-10-23T00:00:00Z'), fc.integer({ min: 0, max: 86_400 * 4 }))
  .map(([start, seconds]) => new Date(Date.parse(start) + seconds * 1000))

test('whoever asks and whenever, the dates are the same, in order, and inside the window', () => {
  fc.assert(
    fc.property(crons, windows, fc.constantFrom('a', 'pems', 'zz'), instants, (cron, window, key, after) => {
      const timetable = timetableOf(cron, window)
      const jitterMs = 5_400_000
      const dates = nextDates(timetable, key, { after, count: 6, jitterMs })
      expect(dates).toHaveLength(6)
      for (const [n, date] of dates.entries()) {
        expect(insideWindow(window, date)).toBe(true)
        const before = dates[n - 1] ?? after
        expect(date.getTime()).toBeGreaterThan(before.getTime())
        expect(nextDates(timetable, key, { after: before, count: 1, jitterMs })).toEqual([date])
        expect(nextDates(timetable, key, { after: new Date(date.getTime() - 1), count: 1, jitterMs })).toEqual([date])
        expect(lastDate(timetable, key, { before: date, jitterMs })).toEqual(date)
      }
      const [first, second] = dates
      if (first !== undefined && second !== undefined)
        expect(lastDate(timetable, key, { before: new Date(second.getTime() - 1), jitterMs })).toEqual(first)
    }),
    { numRuns: 60 },
  )
})

test('the last date of a yearly schedule is found, and that of one that never came is none', () => {
  const last = (cron: string) => lastDate(cron, 'a', { before: new Date('2026-11-24T00:00:00Z'), jitterMs: 0 })
  expect(last('0 3 29 2 *')?.toISOString()).toBe('2024-02-29T02:00:00.000Z')
  expect(last('0 3 30 2 *')).toBeNull()
})
