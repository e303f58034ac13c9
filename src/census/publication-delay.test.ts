import { expect, test } from 'vitest'
import { publicationDelay } from './publication-delay.ts'

test.each([
  ['2026-11-01T10:00:00.000001+01:00', '2026-11-01T18:00:00.000001+01:00', 0],
  ['2026-11-01T23:30:00+01:00', '2026-11-02T00:30:00+01:00', 1],
  ['2026-10-01T10:00:00+02:00', '2026-11-01T10:00:00+01:00', 31],
  ['2026-11-02T10:00:00+01:00', '2026-11-01T10:00:00+01:00', null],
  ['2026-11-02T10:00:00+01:00', null, null],
  ['', '2026-11-01T10:00:00+01:00', null],
  ['hier', '2026-11-01T10:00:00+01:00', null],
])('created %s, published %s: %s days', (creationDate, publicationDate, days) => {
  expect(publicationDelay({ creationDate, publicationDate })).toBe(days)
})
