import { afterEach, beforeEach, expect, test } from 'vitest'
import { sequentialIds } from '../../src/common/ids.ts'
import { Policy } from '../../src/config/source.ts'
import { applyStoredPlan } from '../../src/sync/apply-stored.ts'
import type { Desired } from '../../src/sync/contract.ts'
import { syncSource, withSourceLease } from '../../src/sync/run.ts'
import { desiredOf, gather, makeWorld, type OfferSpec, SOURCE, type World } from './make.ts'

// What a second reader of the invariants tried against the sync, and what must not happen.
let world: World
beforeEach(async () => {
  world = await makeWorld()
})
afterEach(() => world.close())

const apply = (plan: string) =>
  applyStoredPlan({
    plan,
    by: 'Claire',
    configuration: 'c1',
    ledger: world.ledger,
    reader: world.dora,
    writer: world.dora,
    clock: world.clock,
    departments: ['35'],
    holder: 'test',
  })

async function planOf(result: { plan: { id: string } | null }): Promise<string> {
  if (result.plan === null) throw new Error('no plan')
  return result.plan.id
}
async function slugOf(key: string): Promise<string> {
  const link = await world.ledger.links.read(SOURCE, key)
  if (link === null) throw new Error(`no link for ${key}`)
  return link.slug
}

/** One pass over another source of the same partner. */
async function passOther(source: string, specs: OfferSpec[], dry = false) {
  const { ledger, clock, dora } = world
  const version = clock.now().toISOString()
  const offers: Desired[] = specs.map(spec => ({ ...desiredOf(spec, version), source }))
  const held = await withSourceLease(ledger, source, 'test', async lease => {
    using incoming = gather(offers)
    const run = await ledger.runs.begin(source, 'test', 'c1')
    return await syncSource({
      run,
      source,
      policy: Policy.parse({}),
      outcome: { state: 'complete', documents: 1 },
      incoming,
      configuration: 'c1',
      departments: ['35'],
      ledger,
      reader: dora,
      writer: dora,
      clock,
      newId: other,
      lease,
      dry,
    })
  })
  if (held.busy) throw new Error('busy')
  return held.result
}
const other = (() => {
  const ids = sequentialIds()
  return (kind: string) => `${ids(kind)}-autre`
})()

test('two sources that yield the same offer, planned before either wrote: the second plan creates nothing beside', async () => {
  const plan = await planOf(await passOther('autre', [{ key: 'z', fields: { name: 'Permis solidaire' } }], true))
  await world.pass([{ key: 'a', fields: { name: 'Permis solidaire' } }])
  expect(world.dora.slugs).toHaveLength(1)
  const result = await apply(plan)
  expect(world.dora.slugs).toHaveLength(1)
  expect(result).toMatchObject({ report: { stale: 1, counts: { waiting: 1 } } })
  // The next pass asks a person.
  const next = await passOther('autre', [{ key: 'z', fields: { name: 'Permis solidaire' } }])
  expect(next.report?.counts.waiting).toBe(1)
  expect(await world.ledger.openInbox({ kind: 'match', source: 'autre' })).toHaveLength(1)
})

test('a plan that was applied long ago, applied again, moves no memory back: a person’s return to the old value stays', async () => {
  await world.pass([{ key: 'a', fields: { recurrence: 'le lundi' } }, { key: 'b' }])
  world.dora.humanEdit(await slugOf('a'), { recurrence: 'le mardi' })
  // Both sides agree: nothing to write for a, one memory to move; b changes, so that the plan has an operation.
  const agreed = await world.pass([
    { key: 'a', fields: { recurrence: 'le mardi' } },
    { key: 'b', fields: { recurrence: 'x' } },
  ])
  const old = await planOf(agreed)
  const last = [
    { key: 'a', fields: { recurrence: 'le jeudi' } },
    { key: 'b', fields: { recurrence: 'x' } },
  ]
  await world.pass(last)
  expect(world.dora.peek(await slugOf('a')).fields.recurrence).toBe('le jeudi')
  world.dora.humanEdit(await slugOf('a'), { recurrence: 'le mardi' })
  await world.pass(last)
  expect(world.dora.peek(await slugOf('a')).fields.recurrence).toBe('le mardi')
  await apply(old)
  await world.pass(last)
  await world.pass(last)
  expect(world.dora.peek(await slugOf('a')).fields.recurrence).toBe('le mardi')
})

test('an old plan that was applied in part, applied again, counts no absence twice', async () => {
  const all = ['a', 'b', 'c', 'd', 'e'].map(key => ({ key }))
  await world.pass(all)
  let cut = true
  world.dora.options.fault = ({ method }) => (cut && method === 'PATCH' ? 'too-many' : null)
  const moved = (specs: OfferSpec[]) => specs.map(s => (s.key === 'b' ? { ...s, fields: { recurrence: 'x' } } : s))
  const withoutA = all.filter(({ key }) => key !== 'a')
  const partly = await world.pass(moved(withoutA))
  expect(partly.state).toBe('partly')
  cut = false
  // It is back, and the change went through.
  await world.pass(moved(all))
  await apply(await planOf(partly))
  expect((await world.ledger.offers.read(SOURCE, 'a'))?.misses).toBe(0)
  await world.pass(moved(withoutA))
  expect(world.dora.peek(await slugOf('a')).fields.status).toBe('PUBLISHED')
})

test('a simulation made after a plan that waits: the question about the plan that was replaced is not left open', async () => {
  await world.pass([{ key: 'a' }])
  await world.pass([{ key: 'a' }, { key: 'b' }], { policy: { approval: 'approve' } })
  const [before] = await world.ledger.openInbox({ kind: 'quarantine' })
  expect(before).toBeDefined()
  await world.pass([{ key: 'a' }, { key: 'b' }], { policy: { approval: 'approve' }, dry: true })
  for (const item of await world.ledger.openInbox({ kind: 'quarantine' })) {
    const { plan } = item.detail as { plan: string }
    expect((await world.ledger.plans.head(plan))?.state).toBe('proposed')
  }
})
