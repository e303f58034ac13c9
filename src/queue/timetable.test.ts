import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextDates } from './timetable.ts'

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
  expect(() => nextDates('every day', 'a', { after: new Date(0), count: 1, jitterMs: 0 })).toThrow()
})
