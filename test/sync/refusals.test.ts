import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { RefusedHow } from '../../src/ledger/choices.ts'
import { answerPlan } from '../../src/sync/answer-plan.ts'
import { applyStoredPlan } from '../../src/sync/apply-stored.ts'
import type { Field } from '../../src/sync/fields.ts'
import { refuseOperation } from '../../src/sync/refuse-operation.ts'
import { makeWorld, type OfferSpec, SOURCE, type World } from './make.ts'

// What a person said no to, in the eyes of DORA’s log.
const BY = 'Une personne'
let world: World
beforeEach(async () => {
  world = await makeWorld()
})
afterEach(() => world.close())

const ASKS = { policy: { approval: 'approve' } } as const

/** Simulates a pass and refuses its plan. */
async function refuseAll(specs: OfferSpec[], how: RefusedHow = 'later'): Promise<string> {
  const { plan } = await world.pass(specs, ASKS)
  if (plan === null) throw new Error('no plan')
  await world.ledger.transaction(shelves => answerPlan(shelves, plan.id, { action: 'refuse', reason: 'non', how }, BY))
  return plan.id
}

async function refuseField(specs: OfferSpec[], field: Field, how: RefusedHow = 'later'): Promise<string> {
  const { plan } = await world.pass(specs, ASKS)
  if (plan === null) throw new Error('no plan')
  await world.ledger.transaction(async shelves => {
    for await (const operation of shelves.plans.items(plan.id, 'operations'))
      await refuseOperation(shelves, operation, field, { how, plan: plan.id, reason: 'non' }, BY)
  })
  return plan.id
}

async function held(key: string) {
  const link = await world.ledger.links.read(SOURCE, key)
  return link === null ? null : world.dora.readService(link.slug)
}

const named = (name: string): OfferSpec[] => [{ key: 'a', fields: { name } }]
const reasonOf = async (key: string) => (await world.ledger.offers.read(SOURCE, key))?.reason

describe('a refused plan is not written by the next pass', () => {
  test('a creation: not created, and said; created once the source says something else', async () => {
    await refuseAll(named('Un atelier'))
    for (let i = 0; i < 3; i += 1) await world.pass(named('Un atelier'))
    expect(world.dora.writes).toBe(0)
    expect(await reasonOf('a')).toContain(`Refusé par ${BY} (non)`)
    await world.pass(named('Un atelier de cuisine'))
    expect((await held('a'))?.fields.name).toBe('Un atelier de cuisine')
  })

  test('a change: DORA keeps its value, the other offers go on; another value of the source is written', async () => {
    await world.pass([...named('Un atelier'), { key: 'b' }])
    await refuseAll([...named('Faux nom'), { key: 'b' }])
    const writes = world.dora.writes
    await world.pass([...named('Faux nom'), { key: 'b', fields: { name: 'Autre' } }])
    expect((await held('a'))?.fields.name).toBe('Un atelier')
    expect((await held('b'))?.fields.name).toBe('Autre')
    expect(world.dora.writes).toBe(writes + 1)
    expect(await reasonOf('a')).toContain('Refusé par')
    await world.pass([...named('Le bon nom'), { key: 'b', fields: { name: 'Autre' } }])
    expect((await held('a'))?.fields.name).toBe('Le bon nom')
  })

  test('an archiving: the service stays, whatever the number of passes', async () => {
    await world.pass([{ key: 'a' }, { key: 'b' }])
    await world.pass([{ key: 'b' }])
    await refuseAll([{ key: 'b' }])
    for (let i = 0; i < 3; i += 1) await world.pass([{ key: 'b' }])
    expect((await held('a'))?.fields.status).toBe('PUBLISHED')
  })
})

describe('a field', () => {
  test('is left alone while the others of the same offer are written', async () => {
    await world.pass(named('Un atelier'))
    await refuseField([{ key: 'a', fields: { name: 'Faux nom', recurrence: 'Le lundi' } }], 'name')
    await world.pass([{ key: 'a', fields: { name: 'Faux nom', recurrence: 'Le lundi' } }])
    expect((await held('a'))?.fields).toMatchObject({ name: 'Un atelier', recurrence: 'Le lundi' })
  })

  test('of a creation is left out of it', async () => {
    await refuseField([{ key: 'a', fields: { publics: ['femmes'] } }], 'publics')
    await world.pass([{ key: 'a', fields: { publics: ['femmes'] } }])
    expect((await held('a'))?.fields.publics).toEqual([])
  })

  test('that goes with another (commune and postal code) takes it along', async () => {
    await world.pass([{ key: 'a' }])
    const moved = { key: 'a', fields: { address1: '2 rue Neuve', postalCode: '35400', cityCode: '35288' } }
    await refuseField([moved], 'cityCode')
    await world.pass([moved])
    expect((await held('a'))?.fields).toMatchObject({
      address1: '2 rue Neuve',
      postalCode: '35000',
      cityCode: '35238',
    })
  })
})

describe('how long', () => {
  test('«pas maintenant» ends once the source said another value, which was written', async () => {
    await world.pass(named('Un'))
    await refuseAll(named('Deux'), 'later')
    await world.pass(named('Trois'))
    await world.pass(named('Deux'))
    expect((await held('a'))?.fields.name).toBe('Deux')
  })

  test('«jamais cette valeur» holds even then', async () => {
    await world.pass(named('Un'))
    await refuseAll(named('Deux'), 'never')
    await world.pass(named('Trois'))
    await world.pass(named('Deux'))
    expect((await held('a'))?.fields.name).toBe('Trois')
  })

  test('revoked, the value is proposed again', async () => {
    await world.pass(named('Un'))
    await refuseAll(named('Deux'))
    await world.pass(named('Deux'))
    expect((await held('a'))?.fields.name).toBe('Un')
    await world.ledger.choices.forget(SOURCE, 'a', 'refused:name')
    await world.pass(named('Deux'))
    expect((await held('a'))?.fields.name).toBe('Deux')
  })
})

test('a refusal said after a plan was approved is obeyed at the door', async () => {
  await world.pass(named('Un'))
  const plan = await refuseField(named('Deux'), 'name')
  await world.ledger.transaction(shelves => answerPlan(shelves, plan, { action: 'approve', note: null }, BY))
  await applyStoredPlan({
    plan,
    by: BY,
    configuration: 'c1',
    ledger: world.ledger,
    reader: world.dora,
    writer: world.dora,
    clock: world.clock,
    departments: ['35'],
    holder: 'test',
  })
  expect((await held('a'))?.fields.name).toBe('Un')
})
