import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeWorld, SOURCE, type World } from '../../test/sync/make.ts'
import { sequentialIds } from '../common/ids.ts'
import { DoraError, type DoraReader, type DoraWriter } from '../dora/port.ts'
import type { Statement } from '../normalise/statements/statement.ts'
import { withdraw } from './withdraw.ts'
import type { WrittenNow } from './write-now.ts'

const LATER = { state: 'later', message: 'L’archivage dans DORA est gardé : il est réessayé de lui-même.' }
const ids = sequentialIds()
let world: World
let slug: string
beforeEach(async () => {
  world = await makeWorld()
  await world.pass([{ key: 'a' }])
  slug = world.dora.slugs[0] ?? ''
})
afterEach(() => world.close())

function said(over: Partial<Statement> = {}, reason = ' L’atelier s’est arrêté. '): Statement {
  return {
    id: 'st',
    at: '2026-11-24T08:00:00.000Z',
    partner: 'pem-s',
    offer: { source: SOURCE, key: 'a' },
    title: 'Offre a',
    body: { kind: 'withdrawal', reason } as Statement['body'],
    by: 'Ada <ada@exemple.fr>',
    state: 'accepted',
    decided: '2026-11-24T09:00:00.000Z',
    decidedBy: 'Une gestionnaire',
    reason: null,
    ...over,
  }
}

function carryOut(statement: Statement, over: Partial<DoraReader & DoraWriter> = {}): Promise<WrittenNow> {
  const { ledger, clock } = world
  const dora = new Proxy<DoraReader & DoraWriter>(world.dora, {
    get(target, name) {
      const value: unknown = Object.hasOwn(over, name) ? Reflect.get(over, name) : Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  const newId = (prefix: string) => `${ids(prefix)}_now`
  return withdraw(statement, { ledger, clock, newId, reader: dora, writer: dora, departments: ['35'], holder: 'test' })
}

const operations = () => world.ledger.operations.list({ source: SOURCE })
const offer = () => world.ledger.offers.read(SOURCE, 'a')

test('an accepted withdrawal archives the service at once, in the name of who accepted it, with the partner’s words', async () => {
  expect(await carryOut(said())).toEqual({ state: 'done', message: 'L’offre est archivée dans DORA.' })
  expect(world.dora.peek(slug).fields.status).toBe('ARCHIVED')
  expect((await operations())[0]).toMatchObject({
    kind: 'archive',
    run: 'retrait',
    approvedBy: 'Une gestionnaire',
    reason: 'Retirée à la demande du partenaire : L’atelier s’est arrêté.',
  })
  expect(await offer()).toMatchObject({ state: 'retired', reason: expect.stringContaining('Retirée à la demande') })
})

test('without a reason none is told; where nobody decided, who asked did', async () => {
  await carryOut(said({ decidedBy: null }, '  '))
  expect((await operations())[0]).toMatchObject({
    reason: 'Retirée à la demande du partenaire',
    approvedBy: 'Ada <ada@exemple.fr>',
  })
})

test('said a second time, nothing more is written', async () => {
  await carryOut(said())
  const writes = world.dora.writes
  expect(await carryOut(said())).toEqual({ state: 'done', message: 'L’offre est archivée dans DORA.' })
  expect(world.dora.writes).toBe(writes)
})

test('what is no withdrawal of an offer writes nothing', async () => {
  const nothing = { state: 'done', message: 'Rien à archiver.' }
  expect(await carryOut(said({ offer: null }))).toEqual(nothing)
  expect(await carryOut(said({ body: { kind: 'confirmation' } as unknown as Statement['body'] }))).toEqual(nothing)
  expect(world.dora.peek(slug).fields.status).toBe('PUBLISHED')
})

test('an offer that was not in DORA is retired in the ledger alone', async () => {
  await world.pass([{ key: 'a' }, { key: 'b', siret: null, structure: 'Inconnue' }])
  const writes = world.dora.writes
  expect(await carryOut(said({ offer: { source: SOURCE, key: 'b' } }))).toEqual({
    state: 'done',
    message: 'Elle n’était pas dans DORA.',
  })
  expect(world.dora.writes).toBe(writes)
  expect((await world.ledger.offers.read(SOURCE, 'b'))?.state).toBe('retired')
})

test('a service that DORA no longer shows is held, and told', async () => {
  world.dora.humanDelete(slug)
  expect(await carryOut(said())).toEqual({
    state: 'held',
    message: 'DORA ne montre plus ce service : il n’y a rien à archiver.',
  })
})

test('while DORA or the source is busy, it is kept for later', async () => {
  const away = new DoraError('DORA ne répond pas.', { kind: 'transient', status: 503, code: 'x' })
  expect(await carryOut(said(), { readService: () => Promise.reject(away) })).toEqual(LATER)
  expect(await carryOut(said(), { updateService: () => Promise.reject(away) })).toEqual(LATER)
  expect((await offer())?.state).not.toBe('retired')
  const lease = await world.ledger.leases.acquire(`source:${SOURCE}`, 'un autre', 60_000)
  expect(await carryOut(said())).toEqual(LATER)
  await lease?.release()
  expect((await carryOut(said())).state).toBe('done')
})

test('a fault of ours is no busy DORA', async () => {
  await expect(carryOut(said(), { readService: () => Promise.reject(new TypeError('cassé')) })).rejects.toThrow('cassé')
})

test('what is written at once is a plan of its own, carried out, and one that failed is over', async () => {
  await carryOut(said())
  const [plan] = await world.ledger.plans.heads({ source: SOURCE, limit: 1 })
  expect(plan).toMatchObject({ run: 'retrait', state: 'applied', sizes: { operations: 1, outcomes: 1 }, requests: 2 })
  expect(plan?.counts).toMatchObject({ seen: 1, retired: 1 })
})

test('a write that DORA refused leaves its plan stale', async () => {
  const refused = new DoraError('refusé', { kind: 'data', status: 400, code: 'invalid' })
  expect(await carryOut(said(), { updateService: () => Promise.reject(refused) })).toEqual(LATER)
  expect((await world.ledger.plans.heads({ source: SOURCE, limit: 1 }))[0]?.state).toBe('stale')
})
