import { afterEach, expect, test } from 'vitest'
import { SIRET } from '../../test/sync/make.ts'
import { sampleReader, sampleStructure } from '../../test/sync/samples.ts'
import type { DoraStructure } from '../dora/port.ts'
import type { StoredChoice } from '../ledger/choices.ts'
import type { Desired } from '../ledger/plan.ts'
import { DoraView } from './dora-view.ts'
import { findStructure, type Place } from './find-structure.ts'
import { Spool } from './spool.ts'

type Wanted = Desired['structure']
const OTHER_SIRET = '11111111100011'
const HERE: DoraStructure = sampleStructure([], { slug: 'pems', name: 'Prélude', siret: SIRET, cityCode: '35238' })
const AWAY: DoraStructure = { ...HERE, slug: 'loin', siret: OTHER_SIRET, department: '29' }

const opened: Spool[] = []
afterEach(() => {
  for (const spool of opened.splice(0)) spool[Symbol.dispose]()
})

function wanted(over: Partial<Wanted> = {}, draft: Partial<Wanted['draft']> = {}): Wanted {
  const place = { name: 'Prélude', siret: SIRET, cityCode: '35238' }
  return {
    ...place,
    draft: {
      ...place,
      address1: null,
      postalCode: null,
      city: null,
      email: null,
      phone: null,
      url: null,
      shortDesc: null,
      fullDesc: null,
      typology: null,
      ...draft,
    },
    ...over,
  }
}

/** A person's word on the structure of that key. */
function chose(key: string, value: { slug: string } | { create: true }): StoredChoice {
  return { topic: 'structure', source: 'pems', key, value, decidedBy: 'Une gestionnaire', decided: '' }
}

/** @param among what DORA lists in Ille-et-Vilaine; elsewhere it is found by its SIRET or its slug only */
async function find(
  structure: Wanted,
  {
    among = [],
    elsewhere = [],
    choices = [],
    create = false,
    departments = ['35'],
  }: {
    among?: DoraStructure[]
    elsewhere?: DoraStructure[]
    choices?: StoredChoice[]
    create?: boolean
    departments?: string[]
  } = {},
): Promise<Place> {
  const reader = { ...sampleReader([...among, ...elsewhere], []), listStructures: async () => among }
  const spool = new Spool()
  opened.push(spool)
  const view = new DoraView({ reader, departments: ['35'], lease: { signal: new AbortController().signal } }, spool)
  return findStructure(structure, view, choices, create, departments)
}

test('the structure of its SIRET carries the offer', async () => {
  expect(await find(wanted(), { among: [HERE] })).toEqual({ kind: 'found', slug: 'pems' })
})

test('a structure of another département is left alone, however it was found', async () => {
  const outside = {
    kind: 'outside',
    reason: 'La structure « Prélude » est dans le département 29, où le robot n’écrit pas.',
  }
  const away = wanted({ siret: OTHER_SIRET })
  expect(await find(away, { elsewhere: [AWAY] })).toEqual(outside)
  expect(await find(wanted({ usual: 'loin', siret: null }), { elsewhere: [AWAY] })).toEqual(outside)
  expect(await find(away, { elsewhere: [AWAY], choices: [chose(OTHER_SIRET, { slug: 'loin' })] })).toEqual(outside)
})

test('where a person said is where it goes, unless DORA no longer shows it', async () => {
  const choices = [chose('un autre', { slug: 'loin' }), chose(SIRET, { slug: 'choisie' })]
  const chosen = sampleStructure([], { slug: 'choisie' })
  expect(await find(wanted(), { among: [HERE], elsewhere: [chosen], choices })).toEqual({
    kind: 'found',
    slug: 'choisie',
  })
  expect(await find(wanted(), { among: [HERE], choices })).toEqual({
    kind: 'ask',
    key: SIRET,
    candidates: [],
    reason: 'la structure choisie n’est plus lisible dans DORA',
  })
})

test('where all of a partner’s goes already is where it goes, unless the SIRETs say otherwise', async () => {
  const usual = sampleStructure([], { slug: 'd-habitude', siret: OTHER_SIRET })
  const goes = async (structure: Wanted, home = usual) =>
    (await find(structure, { among: [home, HERE] })) as { slug: string }
  expect((await goes(wanted({ usual: 'd-habitude', siret: null }))).slug).toBe('d-habitude')
  expect((await goes(wanted({ usual: 'd-habitude', siret: OTHER_SIRET }))).slug).toBe('d-habitude')
  expect((await goes(wanted({ usual: 'd-habitude' }))).slug).toBe('pems')
  expect((await goes(wanted({ usual: 'd-habitude' }), { ...usual, siret: null })).slug).toBe('d-habitude')
  expect((await goes(wanted({ usual: 'disparue' }))).slug).toBe('pems')
})

test('a name without SIRET makes a person look, at homonyms of its own commune or of no known one', async () => {
  const among = [
    { ...HERE, slug: 'ici' },
    { ...HERE, slug: 'quelque-part', siret: null, cityCode: null },
    { ...HERE, slug: 'ailleurs', cityCode: '35047' },
  ]
  const structure = wanted({ siret: null })
  expect(await find(structure, { among })).toEqual({
    kind: 'ask',
    key: 'prelude|35238',
    candidates: [
      { slug: 'ici', name: 'Prélude', siret: SIRET },
      { slug: 'quelque-part', name: 'Prélude', siret: null },
    ],
    reason: 'la source ne donne pas de SIRET et DORA connaît une structure de ce nom',
  })
  const nowhere = await find(wanted({ siret: null, cityCode: null }), { among })
  expect(nowhere.kind === 'ask' && [nowhere.key, nowhere.candidates.length]).toEqual(['prelude|', 3])
})

test('homonyms of other communes are other structures: without SIRET nothing is created', async () => {
  const among = [{ ...HERE, cityCode: '35047' }]
  expect(await find(wanted({ siret: null }), { among, create: true })).toEqual({
    kind: 'ask',
    key: 'prelude|35238',
    candidates: [],
    reason: 'DORA n’a pas de structure de ce nom, et sans SIRET le robot n’en crée pas',
  })
})

test('a structure is created when policy lets it, or when a person said so', async () => {
  const asked = { kind: 'ask', key: SIRET, candidates: [], reason: 'DORA n’a pas de structure sous ce SIRET' }
  expect(await find(wanted())).toEqual(asked)
  expect(await find(wanted(), { create: true })).toEqual({ kind: 'create', key: SIRET })
  expect(await find(wanted(), { choices: [chose(SIRET, { create: true })] })).toEqual({ kind: 'create', key: SIRET })
  expect(await find(wanted(), { choices: [chose('un autre', { create: true })] })).toEqual(asked)
})

test('a person who said to create it is not asked again about homonyms', async () => {
  const among = [{ ...HERE, siret: OTHER_SIRET }]
  expect((await find(wanted(), { among })).kind).toBe('ask')
  expect(await find(wanted(), { among, choices: [chose(SIRET, { create: true })] })).toEqual({
    kind: 'create',
    key: SIRET,
  })
})

test('nothing is created where the bot may not write, nor where nothing tells the département', async () => {
  const kindOf = async (structure: Wanted) => (await find(structure, { create: true })).kind
  expect(await kindOf(wanted({ cityCode: '29019' }))).toBe('outside')
  expect(await kindOf(wanted({ cityCode: null }, { cityCode: '35238', postalCode: '29000' }))).toBe('create')
  expect(await kindOf(wanted({ cityCode: null }, { cityCode: null, postalCode: '35000' }))).toBe('create')
  expect(await kindOf(wanted({ cityCode: null }, { cityCode: null }))).toBe('outside')
})

test('what is said of an offer under the same key is no word on the structure', async () => {
  const { source, key, decidedBy, decided } = chose(SIRET, { create: true })
  const said: StoredChoice = { topic: 'match', value: { create: true }, source, key, decidedBy, decided }
  expect((await find(wanted(), { choices: [said] })).kind).toBe('ask')
})

test('a structure is created in each of the départements where the bot writes', async () => {
  const options = { create: true, departments: ['29', '35'] }
  expect((await find(wanted(), options)).kind).toBe('create')
  expect((await find(wanted({ cityCode: '29019' }), options)).kind).toBe('create')
})

test('the usual structure is taken under its own SIRET also where the list does not show it', async () => {
  const usual = sampleStructure([], { slug: 'd-habitude', siret: SIRET })
  const twin = sampleStructure([], { slug: 'jumelle', siret: SIRET })
  expect(await find(wanted({ usual: 'd-habitude' }), { among: [twin], elsewhere: [usual] })).toEqual({
    kind: 'found',
    slug: 'd-habitude',
  })
})
