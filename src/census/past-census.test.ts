import { afterEach, beforeEach, expect, test } from 'vitest'
import { manualClock } from '../common/clock.ts'
import type { CensusService, CensusStructure } from '../ledger/census-records.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import { censusInput } from './census-input.ts'
import { pastCensus } from './past-census.ts'
import { readDoubles } from './read-doubles.ts'

const clock = manualClock('2026-11-24T23:30:00.000Z')
const READING = '2026-11-20T23:30:00.000Z'
const PLACED = { thematiques: null, publics: null, modes_accueil: null, zone_eligibilite: null, code_insee: '35238' }
const COUNTS = { read: 1, kept: 1, fromDora: 0, outside: 0, low: 0, unusable: 0 }
const home = (slug: string, standing: CensusStructure['home']): CensusStructure => ({
  slug,
  name: `Structure ${slug}`,
  siret: null,
  typology: null,
  home: standing,
})
const service: CensusService = {
  slug: 's',
  department: '35',
  structure: 'shown',
  structureName: 'Structure shown',
  name: 'Atelier',
  status: 'PUBLISHED',
  modified: '2026-11-01T10:00:00+01:00',
  city: 'Rennes',
  postalCode: '35000',
  home: 'shown',
  fields: null,
}
const state = {
  structures: [home('shown', 'shown'), home('alone', 'orphan'), home('old', 'obsolete')],
  services: [service],
}

let ledger: Ledger
beforeEach(async () => {
  ledger = await openLedger({ path: ':memory:' }, { clock })
})
afterEach(() => ledger.close())
async function ended(): Promise<{ id: string; started: string }> {
  const id = await ledger.census.begin(true)
  await ledger.census.end(id, { newest: null, requests: 2, counts: null })
  return { id, started: clock.now().toISOString() }
}

test('a past census counts as it stood on its day in France, with the other sources of its time', async () => {
  const census = await ended()
  await ledger.censusStates.keepOthers(READING, async () => [PLACED])
  await ledger.censusStates.keep(census.id, { ...state, followed: ['s'], elsewhere: READING })
  const found = await pastCensus(ledger, census)
  expect(found?.others).toBe('counted')
  expect(found?.counted).toMatchObject({
    taken: '2026-11-25',
    elsewhere: '2026-11-21',
    structures: 3,
    orphans: 1,
    months: [],
    held: new Set(['s']),
  })
  expect(found?.counted.services).toMatchObject([
    { origin: 'dora', slug: 's', seen: 'unknown' },
    { origin: 'elsewhere', slug: '0', structure: '', placed: PLACED },
  ])
})

test.each<[string, string | null | undefined, 'none' | 'lost']>([
  ['no file of other sources was read then', null, 'none'],
  ['it was not noted then', undefined, 'lost'],
  ['what it gave is past its time', READING, 'lost'],
])('other sources are not counted, and that is said: %s', async (_, elsewhere, others) => {
  const census = await ended()
  await ledger.censusStates.keep(census.id, { ...state, ...(elsewhere === undefined ? {} : { elsewhere }) })
  const found = await pastCensus(ledger, census)
  expect(found).toMatchObject({ others, counted: { elsewhere: null, held: null } })
  expect(found?.counted.services).toHaveLength(1)
})

test('a census of which nothing was kept cannot be counted again', async () => {
  expect(await pastCensus(ledger, await ended())).toBeNull()
})

test('without a census the report has none; with one, its services, their homes and the other sources', async () => {
  expect(await censusInput(ledger, '2026-11-24')).toBeNull()
  await ended()
  await ledger.census.services([{ ...service, modificationDate: service.modified }], false)
  const alone = await censusInput(ledger, '2026-11-24')
  expect(alone?.counted).toMatchObject({ taken: '2026-11-25', elsewhere: null })
  await ledger.otherServices.replace([{ id: 'autre--1', structure: 'a', placed: PLACED, updated: null }], {
    place: 'exemple.fr',
    counts: COUNTS,
  })
  const both = await censusInput(ledger, '2026-11-24')
  expect(both?.counted.elsewhere).toBe('2026-11-25')
  expect(both?.counted.services.map(({ origin }) => origin)).toEqual(['dora', 'elsewhere'])
  expect([...(both?.homes.keys() ?? [])]).toEqual(['s'])
})

test('doubles are looked for among what the last census holds, structures by the place of their services', async () => {
  const id = await ledger.census.begin(true)
  const line = { slug: 'a', name: 'Le Relais', siret: null, typology: null, department: '35', modificationDate: '' }
  await ledger.census.structures('35', [line, { ...line, slug: 'b' }, { ...line, slug: 'c' }])
  const at = (slug: string, structure: string, postalCode: string) => ({
    ...service,
    slug,
    structure,
    postalCode,
    name: `Atelier ${slug}`,
    modificationDate: service.modified,
  })
  await ledger.census.services([at('x', 'a', '35000'), at('y', 'b', '35000'), at('z', 'c', '35400')], true)
  await ledger.census.end(id, { newest: null, requests: 2, counts: null })
  const { structures, services } = await readDoubles(ledger)
  expect(structures.map(({ one, other }) => [one.slug, other.slug])).toEqual([['a', 'b']])
  expect(services.map(({ one, other }) => [one.slug, other.slug])).toEqual([['x', 'y']])
})
