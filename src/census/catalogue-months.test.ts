import { expect, test } from 'vitest'
import type { CensusCounts } from '../ledger/census-records.ts'
import { catalogueMonths } from './catalogue-months.ts'

const counts = (services: number): CensusCounts => ({
  structures: 1,
  orphans: 0,
  services,
  published: 0,
  visible: 0,
  unknown: 0,
  upToDate: 0,
  read: 0,
})

test('of each month the last census that counted something, the oldest first, by the day in France', () => {
  const past = [
    { started: '2026-11-20T02:00:00.000Z', counts: null },
    { started: '2026-11-19T02:00:00.000Z', counts: counts(5) },
    { started: '2026-11-02T02:00:00.000Z', counts: counts(4) },
    // Already 1 October in Paris.
    { started: '2026-09-30T23:30:00.000Z', counts: counts(3) },
    { started: '2026-08-15T02:00:00.000Z', counts: null },
  ]
  expect(catalogueMonths(past)).toEqual([
    { date: '2026-10-01', counts: counts(3) },
    { date: '2026-11-19', counts: counts(5) },
  ])
  expect(catalogueMonths([])).toEqual([])
})
