import { afterEach, beforeEach, expect, test } from 'vitest'
import { fieldsOf, makeWorld, type OfferSpec, SOURCE, type World } from '../../test/sync/make.ts'
import { applyStoredPlan } from './apply-stored.ts'

/** A plan that waited, carried out later: what it still may do. */
let world: World
beforeEach(async () => {
  world = await makeWorld()
})
afterEach(() => world.close())

const APPROVE = { policy: { approval: 'approve' } } as const
async function waiting(specs: OfferSpec[]): Promise<string> {
  const { plan, state } = await world.pass(specs, APPROVE)
  expect(state).toBe('proposed')
  return plan?.id ?? ''
}
async function carry(plan: string, by: string | null = 'Camille', configuration = 'c1') {
  if (by !== null) await world.ledger.plans.approve(plan, by)
  return applyStoredPlan({
    plan,
    by: by ?? 'Camille',
    configuration,
    ledger: world.ledger,
    reader: world.dora,
    writer: world.dora,
    clock: world.clock,
    departments: ['35'],
    holder: 'test',
  })
}
const standing = async (plan: string) => (await world.ledger.plans.head(plan))?.state

test('approved, it is sent, learned and told as applied', async () => {
  const plan = await waiting([{ key: 'a' }])
  expect(world.dora.writes).toBe(0)
  expect(await carry(plan)).toMatchObject({ state: 'succeeded', report: { writes: { created: 1 } } })
  expect([await standing(plan), world.dora.writes]).toEqual(['applied', 1])
  expect(await world.ledger.offers.read(SOURCE, 'a')).toMatchObject({ state: 'created', misses: 0 })
  expect((await world.ledger.sources.read(SOURCE)).configuration).toBe('c1')
  const [operation] = await world.ledger.operations.list({ source: SOURCE, limit: 1 })
  expect(operation?.approvedBy).toBe('Camille')
})

test('what nothing holds is approved by the rule', async () => {
  const { plan } = await world.pass([{ key: 'a' }])
  expect(await world.ledger.plans.head(plan?.id ?? '')).toMatchObject({ state: 'applied', approvedBy: 'politique' })
  const { asOf } = await world.ledger.sources.read(SOURCE)
  expect(asOf?.run).toBe(plan?.run)
})

test('the configuration moved since: nothing is written, and it is stale', async () => {
  const plan = await waiting([{ key: 'a' }])
  await carry(plan, 'Camille', 'c2').catch(() => null)
  expect([await standing(plan), world.dora.writes]).toEqual(['stale', 0])
})

test('a newer plan of the source took its place: nothing is written', async () => {
  const plan = await waiting([{ key: 'a' }])
  await waiting([{ key: 'a', fields: { recurrence: 'le lundi' } }])
  await carry(plan, null).catch(() => null)
  expect([await standing(plan), world.dora.writes]).toEqual(['stale', 0])
})

test('refused, it is never sent', async () => {
  const plan = await waiting([{ key: 'a' }])
  await world.ledger.plans.refuse(plan, 'Camille', null)
  await carry(plan, null).catch(() => null)
  expect([await standing(plan), world.dora.writes]).toEqual(['refused', 0])
})

test('applied once and followed by another, it is not applied again', async () => {
  const plan = await waiting([{ key: 'a' }])
  await carry(plan)
  await world.pass([{ key: 'a', fields: { recurrence: 'le lundi' } }])
  const writes = world.dora.writes
  await carry(plan, null).catch(() => null)
  expect([await standing(plan), world.dora.writes]).toEqual(['applied', writes])
  expect(await world.ledger.offers.read(SOURCE, 'a')).toMatchObject({ state: 'updated' })
})

test('a write that DORA refuses leaves the plan in part: said, and the comparison is not relied on', async () => {
  const plan = await waiting([{ key: 'a' }, { key: 'b', fields: { name: 'Permis B' } }])
  world.dora.humanCreate('pem-s-rennes', fieldsOf({ name: 'Offre a' }))
  const result = await carry(plan)
  expect(result.state).toBe('partly')
  expect(await standing(plan)).toBe('partly-applied')
  expect((await world.ledger.sources.read(SOURCE)).asOf).toBeNull()
})
