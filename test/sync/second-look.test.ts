import { afterEach, beforeEach, expect, test } from 'vitest'
import { sequentialIds } from '../../src/common/ids.ts'
import { Policy } from '../../src/config/source.ts'
import { DoraError, type DoraReader, type DoraWriter } from '../../src/dora/port.ts'
import type { Desired } from '../../src/ledger/plan.ts'
import { applyStoredPlan } from '../../src/sync/apply-stored.ts'
import { decide } from '../../src/sync/decide.ts'
import { planAndApply } from '../../src/sync/pass.ts'
import { withSourceLease } from '../../src/sync/source-lease.ts'
import type { FakeDora } from './fake-dora.ts'
import { desiredOf, gather, makeWorld, type OfferSpec, SOURCE, type World } from './make.ts'

// What a second reader of the invariants tried against the sync, and what must not happen.
let world: World
beforeEach(async () => {
  world = await makeWorld()
})
afterEach(() => world.close())

const apply = (plan: string, client: DoraReader & DoraWriter = world.dora) =>
  applyStoredPlan({
    plan,
    by: 'Claire',
    configuration: 'c1',
    ledger: world.ledger,
    reader: client,
    writer: client,
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
    return await planAndApply({
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

const numbered = (n: number, prefix = 'k'): OfferSpec[] =>
  Array.from({ length: n }, (_, i) => ({
    key: `${prefix}${String(i).padStart(4, '0')}`,
    fields: { name: `Atelier numéro ${i} de la ville ${String.fromCharCode(97 + (i % 26)).repeat(6)}` },
  }))

test('a mass retirement is held when offers come some hundreds at a time, and also when it comes one half now, one half later', async () => {
  const all = numbered(430)
  await world.pass(all)
  expect(world.dora.slugs).toHaveLength(430)
  const half = all.filter((_, i) => i % 2 === 0)
  await world.pass(half)
  const second = await world.pass(half)
  expect(second.state).toBe('quarantined')
  const archived = world.dora.slugs.filter(slug => world.dora.peek(slug).fields.status === 'ARCHIVED')
  expect(archived).toEqual([])
}, 60_000)

test('a source that gives every offer a new key: nothing is created beside, nothing archived, one question for all', async () => {
  await world.pass(numbered(60))
  const writes = world.dora.writes
  const moved = numbered(60, 'nouvelle-')
  for (let n = 0; n < 3; n += 1) {
    const result = await world.pass(moved)
    expect(result.report?.counts.created).toBe(0)
    expect(result.report?.counts.retired).toBe(0)
  }
  expect(world.dora.writes).toBe(writes)
  expect(world.dora.slugs).toHaveLength(60)
  expect((await world.ledger.openInbox({})).map(({ kind }) => kind)).toEqual(['quarantine'])
}, 60_000)

test('a plan approved while the next pass begins is replaced, said so, and the question is put again', async () => {
  await world.pass([{ key: 'a' }])
  const policy = { approval: 'approve' }
  const first = await planOf(await world.pass([{ key: 'a' }, { key: 'b' }], { policy }))
  const [item] = await world.ledger.openInbox({ kind: 'quarantine' })
  await decide(world.ledger, item?.id ?? '', { action: 'approve' }, 'Claire')
  const writes = world.dora.writes
  for (const dry of [true, false]) {
    const next = await planOf(await world.pass([{ key: 'a' }, { key: 'b' }], { policy, dry }))
    expect((await world.ledger.openInbox({ kind: 'quarantine' })).map(({ detail }) => detail)).toMatchObject([
      { plan: next },
    ])
    expect(await apply(first)).toMatchObject({ state: 'failed', message: expect.stringContaining('périmé') })
  }
  expect(world.dora.writes).toBe(writes)
})

test('the token is refused in the middle of an approved plan: what is left is neither lost nor sent twice', async () => {
  await world.pass([{ key: 'a' }])
  const all = ['a', 'b', 'c', 'd', 'e'].map(key => ({ key }))
  const policy = { approval: 'approve' }
  const plan = await planOf(await world.pass(all, { policy }))
  let left = 2
  const refusing = {
    ...bound(world.dora),
    createService: async (...args: Parameters<typeof world.dora.createService>) => {
      if (left === 0)
        throw new DoraError('Token non valide.', { kind: 'configuration', status: 401, code: 'authentication_failed' })
      left -= 1
      return world.dora.createService(...args)
    },
  }
  const cut = await apply(plan, refusing)
  expect(cut).toMatchObject({ state: 'partly', report: { counts: { created: 2, waiting: 2, unchanged: 1 } } })
  expect(await world.ledger.plans.head(plan)).toMatchObject({ state: 'partly-applied', approvedBy: 'Claire' })
  left = 9
  expect(await apply(plan, refusing)).toMatchObject({ state: 'succeeded', report: { writes: { created: 2 } } })
  expect(world.dora.slugs).toHaveLength(5)
  const last = await world.pass(all, { policy })
  expect(last.report?.counts).toMatchObject({ unchanged: 5 })
})

test('a service that a person moved to a structure out of the département is neither changed nor archived', async () => {
  await world.pass([{ key: 'a' }, { key: 'b' }, { key: 'c' }])
  world.dora.addStructure({ slug: 'ailleurs', name: 'Ailleurs', siret: '19350936100023', department: '29' })
  const slug = await slugOf('a')
  const writes = world.dora.writes
  const away = {
    ...bound(world.dora),
    readService: async (asked: string) => {
      const service = await world.dora.readService(asked)
      return service && asked === slug ? { ...service, structure: 'ailleurs' } : service
    },
    readStructure: async (asked: string) => {
      const structure = await world.dora.readStructure(asked)
      return structure && { ...structure, services: structure.services.filter(each => each.slug !== slug) }
    },
  }
  const there = await makeWorld({
    ledger: world.ledger,
    dora: world.dora,
    clock: world.clock,
    client: { reader: away, writer: away },
  })
  for (let n = 0; n < 3; n += 1)
    await there.pass([{ key: 'a', fields: { recurrence: 'x' } }, { key: 'b' }, { key: 'c' }])
  for (let n = 0; n < 3; n += 1) await there.pass([{ key: 'b' }, { key: 'c' }])
  expect(world.dora.writes).toBe(writes)
})

test('two passes of one source at once: one waits its turn, and both plans never stand together', async () => {
  await world.pass([{ key: 'a' }])
  const both = await Promise.allSettled([
    world.pass([{ key: 'a' }, { key: 'b' }]),
    world.pass([{ key: 'a' }, { key: 'b' }]),
  ])
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(world.dora.slugs).toHaveLength(2)
  expect(await world.ledger.plans.heads({ source: SOURCE, states: ['proposed', 'approved'] })).toEqual([])
})

/** The methods of DORA's stand-in, which can be replaced one by one. */
function bound(dora: FakeDora): DoraReader & DoraWriter {
  return {
    listStructures: dora.listStructures.bind(dora),
    listServices: dora.listServices.bind(dora),
    movedSince: dora.movedSince.bind(dora),
    readStructure: dora.readStructure.bind(dora),
    readService: dora.readService.bind(dora),
    structureBySiret: dora.structureBySiret.bind(dora),
    dialect: dora.dialect.bind(dora),
    createService: dora.createService.bind(dora),
    updateService: dora.updateService.bind(dora),
    createStructure: dora.createStructure.bind(dora),
    markUpToDate: dora.markUpToDate.bind(dora),
  }
}
