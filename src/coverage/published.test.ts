import { expect, test } from 'vitest'
import { offer } from '../../test/coverage/small-departement.ts'
import { daysBetween, publishedAlikes } from './published.ts'

test('the published offers of a list are those of the day asked for, and looked for once', () => {
  const ending = offer('s1', 'o1', [])
  ending.offer.end = '2030-01-31'
  const offers = [ending, offer('s1', 'o2', []), offer('s1', 'o3', [], {}, { status: 'DRAFT' })]
  const keys = (date: string) => publishedAlikes({ offers, date }).map(([like]) => (offers as unknown[]).indexOf(like))
  expect(keys('2030-01-31')).toEqual([0, 1])
  expect(keys('2030-02-01')).toEqual([1])
  expect(keys('2030-01-31')).toEqual([0, 1])
  const asked = { offers, date: '2030-02-01' }
  expect(publishedAlikes(asked)).toBe(publishedAlikes(asked))
})

test.each([
  ['2026-11-24T22:30:00Z', '2026-11-24T23:30:00Z', 1],
  ['2026-11-23T23:30:00Z', '2026-11-24', 0],
  ['2026-11-25', '2026-11-24', -1],
])('from %s to %s: %i days, as people in France count them', (from, to, days) =>
  expect(daysBetween(from, to)).toBe(days),
)
