import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeWorld, SOURCE, type World } from '../../test/sync/make.ts'
import { DoraError, type DoraWriter } from '../dora/port.ts'
import { confirmInDora } from './confirm-in-dora.ts'

const LATER = 'DORA sera prévenu plus tard : votre confirmation, elle, est bien enregistrée.'
let world: World
let slug: string
beforeEach(async () => {
  world = await makeWorld()
  await world.pass([{ key: 'a' }])
  slug = world.dora.slugs[0] ?? ''
})
afterEach(() => world.close())

const linkNow = () => world.ledger.links.read(SOURCE, 'a')
const lastOperation = async () => (await world.ledger.operations.list({ source: SOURCE }))[0]

function confirm(over: { key?: string; slug?: string; writer?: DoraWriter } = {}): Promise<string> {
  const { ledger, dora } = world
  const offer = { source: SOURCE, key: over.key ?? 'a', slug: over.slug ?? slug }
  return confirmInDora(offer, 'Une conseillère', { ledger, reader: dora, writer: over.writer ?? dora, holder: 'test' })
}

/** DORA, which refuses the confirmation. */
function refusing(error: Error): DoraWriter {
  return Object.assign(Object.create(world.dora), { markUpToDate: () => Promise.reject(error) })
}

test('DORA is told, and the next pass does not take the new date for somebody’s edit', async () => {
  const before = await linkNow()
  expect(await confirm()).toBe('DORA est prévenu.')
  const after = await linkNow()
  expect(after?.modified).toBe(world.dora.peek(slug).modificationDate)
  expect(after?.modified).not.toBe(before?.modified)
  expect(after?.settled?.modified ?? null).toBe(before?.settled ? after?.modified : null)
  const writes = world.dora.writes
  await world.pass([{ key: 'a' }])
  expect(world.dora.writes).toBe(writes)
})

test('the write is logged in the name of the person, like every write', async () => {
  await confirm()
  expect(await lastOperation()).toMatchObject({
    kind: 'update',
    key: 'a',
    slug,
    structure: 'pem-s-rennes',
    before: {},
    after: {},
    reason: 'Confirmée à jour par une personne.',
    approvedBy: 'Une conseillère',
    state: 'done',
  })
})

test('somebody’s edit since the last pass stays an edit: its date is not taken over', async () => {
  const before = await linkNow()
  world.dora.humanEdit(slug, { recurrence: 'le mardi' })
  expect(await confirm()).toBe('DORA est prévenu.')
  expect(await linkNow()).toEqual(before)
})

test('nothing is told of a service that is not the one of the offer', async () => {
  const writes = world.dora.writes
  expect(await confirm({ key: 'inconnue' })).toBe('Elle n’est pas encore dans DORA.')
  expect(await confirm({ slug: 'un-autre' })).toBe('Elle n’est pas encore dans DORA.')
  world.dora.humanDelete(slug)
  expect(await confirm()).toBe('DORA ne montre plus ce service ; le gestionnaire est prévenu.')
  expect(world.dora.writes).toBe(writes)
})

test('a service that disappears while it is confirmed leaves its link as it was', async () => {
  const before = await linkNow()
  const markUpToDate = async () => world.dora.humanDelete(slug)
  const writer: DoraWriter = Object.assign(Object.create(world.dora), { markUpToDate })
  expect(await confirm({ writer })).toBe('DORA est prévenu.')
  expect(await linkNow()).toEqual(before)
})

test('DORA that refuses, or is away, is told later; the operation says which', async () => {
  const data = new DoraError('Service inconnu.', { kind: 'data', status: 400, code: 'invalid' })
  expect(await confirm({ writer: refusing(data) })).toBe(LATER)
  expect(await lastOperation()).toMatchObject({ state: 'refused', message: 'Service inconnu.' })
  const away = new DoraError('DORA ne répond pas.', { kind: 'transient', status: null, code: 'réseau' })
  expect(await confirm({ writer: refusing(away) })).toBe(LATER)
  expect(await lastOperation()).toMatchObject({ state: 'failed', message: 'DORA ne répond pas.' })
})

test('a fault of ours is no refusal of DORA', async () => {
  await expect(confirm({ writer: refusing(new TypeError('cassé')) })).rejects.toThrow('cassé')
})

test('while a pass is on the source, DORA is told later', async () => {
  const { ledger } = world
  await ledger.leases.acquire(`source:${SOURCE}`, 'un autre', 60_000)
  const writes = world.dora.writes
  expect(await confirm()).toBe(LATER)
  expect(world.dora.writes).toBe(writes)
})
