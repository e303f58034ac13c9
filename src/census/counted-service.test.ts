import { expect, test } from 'vitest'
import type { CensusFields, CensusService } from '../ledger/census-records.ts'
import { isUpToDate, seenOf } from './count-census.ts'
import { countedService, otherService } from './counted-service.ts'

const TODAY = '2026-11-24'
const FIELDS: CensusFields = {
  kind: null,
  subcategories: ['mobilite--acceder-a-un-vehicule', 'mobilite--autre'],
  publics: [],
  feeCondition: null,
  locationKinds: ['en-presentiel'],
  cityCode: '35238',
  postalCode: '35000',
  diffusionZoneType: null,
  diffusionZoneDetails: null,
  suspensionDate: null,
  updateFrequency: 'tous-les-6-mois',
}
const service = (over: Partial<CensusService> = {}): CensusService => ({
  slug: 's',
  department: '35',
  structure: 'home',
  structureName: 'Structure',
  name: 'Atelier',
  status: 'PUBLISHED',
  modified: '2026-11-01T10:00:00+01:00',
  city: null,
  postalCode: null,
  home: 'shown',
  fields: FIELDS,
  ...over,
})

test('while the end of a service was not read, nobody knows whether it is seen; unless something else hides it', () => {
  expect(seenOf(service(), TODAY)).toEqual({ seen: 'yes' })
  expect(seenOf(service({ fields: null }), TODAY)).toEqual({ seen: 'unknown' })
  expect(seenOf(service({ fields: null, home: 'orphan' }), TODAY)).toMatchObject({ seen: 'no', why: 'orphan' })
  expect(seenOf(service({ fields: null, status: 'DRAFT' }), TODAY)).toMatchObject({ seen: 'no', why: 'not-published' })
})

test.each<[string, string, string, boolean]>([
  ['its delay ends today', 'tous-les-6-mois', '2026-05-24T23:59:00+02:00', true],
  ['changed just after midnight, French time', 'tous-les-6-mois', '2026-05-24T00:30:00+02:00', true],
  ['changed just after midnight, French time, told in UTC', 'tous-les-6-mois', '2026-05-23T22:30:00Z', true],
  ['its delay ended yesterday', 'tous-les-6-mois', '2026-05-23T10:00:00+02:00', false],
  ['each month, changed in October', 'tous-les-mois', '2026-10-24T10:00:00+02:00', true],
  ['each month, a day too late', 'tous-les-mois', '2026-10-23T10:00:00+02:00', false],
  ['each quarter', 'tous-les-3-mois', '2026-08-24T10:00:00+02:00', true],
  ['each year', 'tous-les-12-mois', '2025-11-24T10:00:00+01:00', true],
  ['each sixteen months', 'tous-les-16-mois', '2025-07-23T10:00:00+01:00', false],
  ['a delay of another DORA: six months', 'tous-les-ans', '2026-05-23T10:00:00+02:00', false],
  ['no delay given: six months', '', '2026-05-24T10:00:00+02:00', true],
  ['never to be looked at again', 'jamais', '2001-01-01T10:00:00+01:00', true],
  ['a date that is none', 'tous-les-6-mois', 'hier', false],
])('up to date: %s', (_, updateFrequency, modified, expected) => {
  expect(isUpToDate({ modified, fields: { ...FIELDS, updateFrequency } }, TODAY)).toBe(expected)
})

test('a service of DORA is counted with what was read of it; the vague need «autre» is none', () => {
  expect(
    countedService(service({ fields: { ...FIELDS, quality: { score: 0.9, reachable: true }, delay: 3 } }), TODAY),
  ).toEqual({
    origin: 'dora',
    slug: 's',
    structure: 'home',
    published: true,
    seen: 'yes',
    upToDate: true,
    quality: 0.9,
    delay: 3,
    placed: {
      thematiques: ['mobilite--acceder-a-un-vehicule'],
      publics: expect.anything(),
      modes_accueil: ['en-presentiel'],
      zone_eligibilite: null,
      code_insee: '35238',
    },
  })
  // Read before quality and delay were asked; not read at all; a draft is never up to date.
  expect(countedService(service(), TODAY)).toMatchObject({ quality: null, delay: null })
  expect(countedService(service({ fields: null }), TODAY)).toMatchObject({
    seen: 'unknown',
    quality: null,
    placed: null,
  })
  expect(countedService(service({ status: 'DRAFT' }), TODAY)).toMatchObject({ published: false, upToDate: false })
})

test('a service of another source is seen by the public, and nothing is told of its age or quality', () => {
  const placed = { thematiques: null, publics: null, modes_accueil: null, zone_eligibilite: null, code_insee: '35238' }
  expect(otherService({ id: 'autre--1', structure: 'autre--s', placed })).toEqual({
    origin: 'elsewhere',
    slug: 'autre--1',
    structure: 'autre--s',
    published: true,
    seen: 'yes',
    upToDate: false,
    quality: null,
    delay: null,
    placed,
  })
})

test.each([
  ['2026-08-31', 'tous-les-6-mois', '2027-02-28', true],
  ['2026-08-31', 'tous-les-6-mois', '2027-03-01', false],
  ['2027-08-31', 'tous-les-6-mois', '2028-02-29', true],
  ['2026-10-31', 'tous-les-mois', '2026-11-30', true],
  ['2026-10-31', 'tous-les-mois', '2026-12-01', false],
  ['2024-02-29', 'tous-les-12-mois', '2025-02-28', true],
  ['2024-02-29', 'tous-les-12-mois', '2025-03-01', false],
])('changed %s, to be looked at %s: up to date on %s: %s', (modified, updateFrequency, today, expected) => {
  expect(isUpToDate({ modified, fields: { ...FIELDS, updateFrequency } }, today)).toBe(expected)
})
