import { expect, test } from 'vitest'
import { MODIFIED, sampleService, sampleStructure } from '../../test/sync/samples.ts'
import type { Moved } from '../dora/port.ts'
import type { KeptReading } from '../ledger/kept-reading.ts'
import { standingReadings } from './standing-readings.ts'

const LATER = '2026-11-20T10:00:00+01:00'
const STRUCTURE = { of: 'structure', structure: sampleStructure([sampleService()]) } as unknown as KeptReading
const CANDIDATE = { of: 'candidate', slug: 's', modified: MODIFIED } as unknown as KeptReading
const CONFLICT = { of: 'conflict', service: sampleService() } as unknown as KeptReading
const SIRET = { of: 'siret' } as unknown as KeptReading
const ALL = [STRUCTURE, CANDIDATE, CONFLICT, SIRET]

/** What moved: slug, its date, and the structure that lists it; null where DORA does not say. */
const moved = (...services: [slug: string, date: string, structure: string | null][]): Moved =>
  ({ newest: 0, services: new Map(services.map(([slug, date, structure]) => [slug, { date, structure }])) }) as Moved
const stand = (...services: Parameters<typeof moved>) => standingReadings(ALL, moved(...services), false)

test('nothing moved: all stands, but for what has no date in a pass that was asked for alone', () => {
  expect(stand()).toEqual(ALL)
  expect(standingReadings(ALL, moved(), true)).toEqual([STRUCTURE, CANDIDATE, CONFLICT])
})

test('a service that moved is read again, and its structure', () => {
  expect(stand(['s', LATER, 'home'])).toEqual([SIRET])
})

test('a date that is the one that was read is no move', () => {
  expect(stand(['s', MODIFIED, 'home'])).toEqual(ALL)
})

test('what moved elsewhere moves nothing here', () => {
  expect(stand(['t', LATER, 'autre'])).toEqual(ALL)
})

test('a service that came into a structure, or left it, moves its list alone', () => {
  expect(stand(['t', LATER, 'home'])).toEqual([CANDIDATE, CONFLICT, SIRET])
  expect(stand(['s', LATER, 'autre'])).toEqual([SIRET])
})

test('where DORA does not say the structure, no list stands', () => {
  expect(stand(['t', LATER, null])).toEqual([CANDIDATE, CONFLICT, SIRET])
})
