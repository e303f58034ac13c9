import { expect, test } from 'vitest'
import { offerQuery, readFilters } from './filters.ts'

test('an end within so many days is counted from today in France', () => {
  const known = { sources: [], partnerName: (id: string) => id, now: new Date('2026-11-24T23:30:00Z') }
  expect(offerQuery({ ...readFilters({}), fin: '30' }, known).endsBy).toBe('2026-12-25')
})
