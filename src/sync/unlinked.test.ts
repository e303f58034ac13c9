import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  fieldsOf,
  makeWorld,
  type OfferSpec,
  type PassOptions,
  plannedBy,
  SOURCE,
  type World,
} from '../../test/sync/make.ts'
import type { Choice } from '../ledger/choices.ts'
import { contentOf } from './refused-values.ts'

/** Where an offer without service goes, as the plan of one pass tells it. */
let world: World
beforeEach(async () => {
  world = await makeWorld()
  world.dora.addStructure({ slug: 'autre', name: 'Tout autre chose', siret: '19350936100999' })
})
afterEach(() => world.close())

const HOME = 'pem-s-rennes'
async function planned(specs: OfferSpec[], over: PassOptions = {}) {
  const result = await world.pass(specs, { dry: true, ...over })
  const plan = result.plan?.id ?? ''
  return {
    writes: (await plannedBy(result, world)).map(({ kind, key, structure, slug, reason, confidence }) => ({
      kind,
      key,
      structure,
      slug,
      reason,
      confidence,
    })),
    outcomes: (await Array.fromAsync(world.ledger.plans.items(plan, 'outcomes'))).map(
      ({ key, slug, state, reason, whose }) => ({ key, slug, state, reason, whose }),
    ),
    asked: (await Array.fromAsync(world.ledger.plans.items(plan, 'inbox'))).map(({ kind, key, detail }) => ({
      kind,
      key,
      detail: detail as unknown as Record<string, unknown>,
    })),
    works: (await plannedBy(result, world)).map(({ work }) => work),
  }
}
const chose = (key: string, value: Extract<Choice, { topic: 'match' }>['value']) =>
  world.ledger.choices.set(SOURCE, key, { topic: 'match', value }, 'Camille')
const typed = (structure: string, over: Parameters<typeof fieldsOf>[0] = {}) =>
  world.dora.humanCreate(structure, fieldsOf({ name: 'Offre a', ...over }))

test('the service that DORA has is taken over, with what speaks for it', async () => {
  const slug = typed(HOME)
  const { writes, asked } = await planned([{ key: 'a' }])
  expect(writes).toMatchObject([{ kind: 'adopt', key: 'a', structure: HOME, slug, confidence: 1 }])
  expect(writes[0]?.reason).toContain('même nom, mêmes thèmes, même commune')
  expect(asked).toEqual([])
})

test('of a new one the namesakes of the structure are noted, which no offer of ours is', async () => {
  const slug = typed(HOME)
  await chose('a', { create: true })
  const { writes, works } = await planned([{ key: 'a' }])
  expect(writes).toMatchObject([{ kind: 'create', structure: HOME, slug: null }])
  expect(works[0]?.known).toEqual([slug])
  expect((await planned([{ key: 'b', fields: { name: 'Tout neuf' } }])).works[0]?.known).toEqual([])
})

test('a service that a person named is followed where it is, and says who chose it', async () => {
  const slug = typed('autre', { name: 'Rien de commun', status: 'ARCHIVED' })
  await chose('a', { slug })
  await chose('c', { slug: 'inconnu' })
  const { writes } = await planned([{ key: 'a' }])
  expect(writes).toMatchObject([
    { kind: 'adopt', slug, structure: 'autre', confidence: 1, reason: expect.stringContaining('(choisi par Camille)') },
  ])
})

test('a service that a person named and DORA does not show is waited for', async () => {
  await chose('a', { slug: 'inconnu' })
  const { writes, outcomes } = await planned([{ key: 'a' }])
  expect(writes).toEqual([])
  expect(outcomes).toMatchObject([{ state: 'waiting', slug: 'inconnu' }])
})

test('one that another offer holds is asked about, whoever named it', async () => {
  await world.pass([{ key: 'b', fields: { name: 'Offre a' } }])
  const slug = world.dora.slugs.at(-1) ?? ''
  await chose('a', { slug })
  const { writes, asked } = await planned([{ key: 'a' }, { key: 'b', fields: { name: 'Offre a' } }])
  expect(writes).toEqual([])
  expect(asked).toMatchObject([
    {
      kind: 'match',
      key: 'a',
      detail: { slug, reasons: ['ce service est déjà tenu par l’offre « Offre a » de la source pem-s'] },
    },
  ])
})

test('two offers that are surely the same service: neither is decided without a person', async () => {
  typed(HOME)
  const { writes, asked } = await planned([{ key: 'a' }, { key: 'b', fields: { name: 'OFFRE A' } }])
  expect(writes).toEqual([])
  expect(asked.map(({ key, detail }) => [key, detail.reasons])).toEqual([
    ['a', expect.arrayContaining(['même nom', 'une autre offre de la source lui ressemble autant'])],
    ['b', expect.arrayContaining(['une autre offre de la source lui ressemble autant'])],
  ])
})

test('the same name, structure and commune twice in a source is one question; another commune is another service', async () => {
  const fields = { name: 'Offre a' }
  const twice = await planned([{ key: 'a' }, { key: 'b', fields }])
  expect(twice.writes).toMatchObject([{ kind: 'create', key: 'a' }])
  expect(twice.asked).toMatchObject([
    {
      key: 'b',
      detail: {
        slug: null,
        score: 1,
        reasons: ['même nom, même structure et même commune que l’offre « Offre a » de la source'],
      },
    },
  ])
  const apart = await planned([{ key: 'a' }, { key: 'b', fields: { ...fields, cityCode: '35288' } }])
  expect(apart.writes.map(({ key }) => key)).toEqual(['a', 'b'])
  await chose('b', { create: true })
  await chose('c', { create: true })
  expect((await planned([{ key: 'a' }, { key: 'b', fields }])).writes.map(({ key }) => key)).toEqual(['a', 'b'])
  await world.ledger.choices.forget(SOURCE, 'b', 'match')
  expect((await planned([{ key: 'a' }, { key: 'b', fields }])).writes.map(({ key }) => key)).toEqual(['a'])
})

test('the same name in the same structure, of another commune: a person may have moved it', async () => {
  const slug = typed(HOME, { cityCode: '35288', postalCode: '35400' })
  expect((await planned([{ key: 'a' }])).asked).toMatchObject([
    { kind: 'match', key: 'a', detail: { slug, score: 0.6, reasons: ['même nom, autre commune'] } },
  ])
  world.dora.humanEdit(slug, { status: 'ARCHIVED' })
  expect((await planned([{ key: 'a' }])).asked).toMatchObject([
    { detail: { reasons: ['même nom, autre commune', 'ce service est archivé dans DORA'] } },
  ])
  await chose('a', { not: slug })
  expect((await planned([{ key: 'a' }])).writes).toMatchObject([{ kind: 'create' }])
})

test('the same name in another structure is asked about, also where the structure is still to be created', async () => {
  const slug = typed('autre')
  const place = {
    kind: 'match',
    key: 'a',
    detail: { slug, reasons: ['même nom', expect.stringContaining('« Tout autre chose »')] },
  }
  const { asked, writes } = await planned([{ key: 'a' }])
  expect([asked, writes]).toMatchObject([[place], []])
  const fresh = { key: 'a', siret: '19350936100981', structure: 'Neuve' }
  const policy = { createStructures: true }
  const early = await planned([fresh], { policy })
  expect([early.asked, early.writes]).toMatchObject([[place], []])
  await chose('a', { not: slug })
  expect((await planned([{ key: 'a' }])).writes).toMatchObject([{ kind: 'create', structure: HOME }])
  expect((await planned([fresh], { policy })).writes.map(({ kind }) => kind)).toEqual(['create-structure', 'create'])
  await chose('a', { create: true })
  expect((await planned([fresh], { policy })).writes.map(({ kind }) => kind)).toEqual(['create-structure', 'create'])
})

test('of several look-alikes those that our offers hold are passed over', async () => {
  await world.pass([{ key: 'z', siret: '19350936100999', fields: { name: 'Offre a' } }])
  const z = { key: 'z', siret: '19350936100999', fields: { name: 'Offre a' } }
  expect((await planned([{ key: 'a' }, z])).writes).toMatchObject([{ kind: 'create', key: 'a' }])
  const slug = typed('autre')
  expect((await planned([{ key: 'a' }, z])).asked).toMatchObject([{ key: 'a', detail: { slug } }])
})

test('two offers of one new structure: it is created once, before them, for the two', async () => {
  const of = (key: string) => ({ key, siret: '19350936100981', structure: 'Neuve' })
  const { writes, works } = await planned([of('a'), of('b')], { policy: { createStructures: true } })
  expect(writes.map(({ kind, key }) => [kind, key])).toEqual([
    ['create-structure', 'a'],
    ['create', 'a'],
    ['create', 'b'],
  ])
  expect(new Set(works.map(work => work?.structureKey)).size).toBe(1)
})

test('an unknown structure is asked about; one of another département is left alone', async () => {
  world.dora.addStructure({ slug: 'loin', name: 'Loin', siret: '19350936100777', department: '29' })
  const { asked, writes, outcomes } = await planned([
    { key: 'a', siret: null, structure: 'Nulle part' },
    { key: 'b', siret: '19350936100777', structure: 'Loin' },
  ])
  expect(writes).toEqual([])
  expect(asked.map(({ kind, key }) => [kind, key])).toContainEqual(['structure', null])
  expect(outcomes.find(({ key }) => key === 'b')).toMatchObject({ state: 'waiting', slug: null })
})

test('what is over is never created, whether its structure is there or not; the last day is not over', async () => {
  const over = { suspensionDate: '2026-11-23' }
  const { writes, outcomes, asked } = await planned(
    [
      { key: 'a', fields: over },
      { key: 'b', fields: over, siret: '19350936100981', structure: 'Neuve' },
      { key: 'c', fields: over, siret: null, structure: 'Nulle part' },
      { key: 'd', fields: { suspensionDate: '2026-11-24' } },
    ],
    { policy: { createStructures: true } },
  )
  expect(writes).toMatchObject([{ kind: 'create', key: 'd' }])
  expect(asked).toEqual([])
  for (const key of ['a', 'b', 'c'])
    expect(outcomes.filter(each => each.key === key)).toEqual([
      {
        key,
        slug: null,
        state: 'waiting',
        whose: 'partenaire',
        reason: expect.stringMatching(/^Terminée le 23 novembre 2026 : /),
      },
    ])
})

test('one that is over and that DORA has is taken over all the same', async () => {
  const slug = typed(HOME)
  expect((await planned([{ key: 'a', fields: { suspensionDate: '2026-11-23' } }])).writes).toMatchObject([
    { kind: 'adopt', slug },
  ])
})

test('an offer that a person refused waits as long as it says the same', async () => {
  const value = { ours: contentOf(fieldsOf({ name: 'Offre a' })), how: 'never', plan: 'p', reason: 'hors sujet' }
  await world.ledger.choices.set(SOURCE, 'a', { topic: 'refused:*', value } as unknown as Choice, 'Camille')
  const { writes, outcomes } = await planned([{ key: 'a' }])
  expect(writes).toEqual([])
  expect(outcomes).toEqual([
    {
      key: 'a',
      slug: null,
      state: 'waiting',
      whose: 'gestionnaire',
      reason: 'Refusé par Camille (hors sujet) : ce n’est plus proposé tant que la source dit la même chose.',
    },
  ])
  expect((await planned([{ key: 'a', fields: { recurrence: 'le lundi' } }])).writes).toMatchObject([{ kind: 'create' }])
})

test('they are settled structure by structure, in the order of the source in each', async () => {
  const far = { siret: '19350936100999', structure: 'Tout autre chose' }
  const { writes } = await planned([{ key: 'a' }, { key: 'b', ...far }, { key: 'c' }, { key: 'd', ...far }])
  expect(writes.map(({ key }) => key)).toEqual(['b', 'd', 'a', 'c'])
})
