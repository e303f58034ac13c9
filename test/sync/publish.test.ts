import { afterEach, beforeEach, expect, test } from 'vitest'
import { sequentialIds } from '../../src/common/ids.ts'
import { publish } from '../../src/sync/publish.ts'
import { makeWorld, SOURCE, type World } from './make.ts'
import { takeBack } from './take-back.ts'

// A draft that a person publishes: at once, through the door of every write, and for good.
const BY = 'Une personne'
const DRAFTS = { policy: { mode: 'draft' } } as const
let world: World
beforeEach(async () => {
  world = await makeWorld()
})
afterEach(() => world.close())

const ids = sequentialIds()
const press = () =>
  publish({ source: SOURCE, key: 'a' }, BY, {
    ledger: world.ledger,
    reader: world.dora,
    writer: world.dora,
    clock: world.clock,
    newId: prefix => `${ids(prefix)}_pressed`,
    departments: ['35'],
    holder: 'test',
  })
const status = async () => world.dora.peek((await world.ledger.links.read(SOURCE, 'a'))?.slug ?? '').fields.status

test('a source that only makes drafts: published, it stays so, goes on being updated, and leaves with its offer', async () => {
  await world.pass([{ key: 'a' }, { key: 'b' }], DRAFTS)
  expect(await status()).toBe('DRAFT')
  expect((await world.ledger.offers.drafts()).map(({ key, missing }) => [key, missing])).toEqual([
    ['a', []],
    ['b', []],
  ])
  expect(await press()).toMatchObject({ state: 'done' })
  expect((await world.ledger.offers.drafts()).map(({ key }) => key)).toEqual(['b'])
  const [logged] = await world.ledger.operations.list({ source: SOURCE, key: 'a', limit: 1 })
  expect(logged).toMatchObject({ kind: 'publish', state: 'done', approvedBy: BY })
  const writes = world.dora.writes
  await world.pass([{ key: 'a' }, { key: 'b' }], DRAFTS)
  expect([await status(), world.dora.writes]).toEqual(['PUBLISHED', writes])
  await world.pass([{ key: 'a', fields: { recurrence: 'le lundi' } }, { key: 'b' }], DRAFTS)
  expect([await status(), world.dora.writes]).toEqual(['PUBLISHED', writes + 1])
  for (let pass = 0; pass < 2; pass += 1)
    await world.pass([{ key: 'b' }], { policy: { ...DRAFTS.policy, guard: { minimum: 9 } } })
  expect(await status()).toBe('ARCHIVED')
})

test('pressed twice it is written once; taken back it is a draft that no pass publishes', async () => {
  await world.pass([{ key: 'a' }])
  const slug = (await world.ledger.links.read(SOURCE, 'a'))?.slug ?? ''
  world.dora.humanEdit(slug, { status: 'DRAFT' })
  await world.pass([{ key: 'a' }])
  expect(await press()).toMatchObject({ state: 'done' })
  const writes = world.dora.writes
  expect(await press()).toMatchObject({ state: 'done', message: expect.stringContaining('déjà') })
  expect(world.dora.writes).toBe(writes)
  const [logged] = await world.ledger.operations.list({ source: SOURCE, key: 'a', limit: 1 })
  await takeBack(world, { operation: logged?.id ?? '' }, BY)
  await world.pass([{ key: 'a' }])
  expect(await status()).toBe('DRAFT')
  expect(await world.ledger.offers.drafts()).toEqual([])
  // Who publishes it again is heard over what they said before.
  expect(await press()).toMatchObject({ state: 'done' })
  await world.pass([{ key: 'a' }])
  expect(await status()).toBe('PUBLISHED')
})

test.each([
  ['a field that DORA lacks', { diffusionZoneType: null, diffusionZoneDetails: null }, 'zone'],
  ['an archive', { status: 'ARCHIVED' as const }, 'archivée'],
  ['a suggestion', { status: 'SUGGESTION' as const }, 'suggestion'],
])('%s is not published: why is said, and nothing is written', async (_, edit, words) => {
  await world.pass([{ key: 'a' }], DRAFTS)
  world.dora.humanEdit((await world.ledger.links.read(SOURCE, 'a'))?.slug ?? '', edit)
  const writes = world.dora.writes
  const said = await press()
  expect(said.state).toBe('held')
  expect(said.message.toLowerCase()).toContain(words)
  expect(world.dora.writes).toBe(writes)
})

test('what a person wants to stay a draft is not listed', async () => {
  await world.pass([{ key: 'a' }], DRAFTS)
  const value = { ours: 'PUBLISHED', how: 'never', plan: null, reason: '' } as const
  await world.ledger.choices.set(SOURCE, 'a', { topic: 'refused:status', value }, BY)
  expect(await world.ledger.offers.drafts()).toEqual([])
})
