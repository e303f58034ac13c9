import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeWorld, type PassOptions, plannedBy, SOURCE, type World } from '../../test/sync/make.ts'
import { sampleIntent } from '../../test/sync/samples.ts'

/** What becomes of an offer that its source no longer gives. */
let world: World
let slug: string
beforeEach(async () => {
  world = await makeWorld()
  await world.pass([KEPT, { key: 'a' }])
  slug = (await world.ledger.links.read(SOURCE, 'a'))?.slug ?? ''
})
afterEach(() => world.close())

const KEPT = { key: 'k', fields: { name: 'Permis B' } }
const GUARD = { guard: { minimum: 9 } }
async function pass(over: PassOptions = {}) {
  const result = await world.pass([KEPT], { policy: { ...GUARD, retireAfter: 2 }, ...over })
  const outcomes = await Array.fromAsync(world.ledger.plans.items(result.plan?.id ?? '', 'outcomes'))
  const line = outcomes.find(({ key }) => key === 'a')
  return {
    line: line && { slug: line.slug, state: line.state, reason: line.reason, ...(line.whose && { whose: line.whose }) },
    writes: (await plannedBy(result, world)).map(({ kind, key }) => `${kind} ${key}`),
    missing: await Array.fromAsync(world.ledger.plans.items(result.plan?.id ?? '', 'missing')),
  }
}
/** It was absent before: the next time is the last. */
const gone = () => world.ledger.offers.missed(SOURCE, 'a', 'run-0')
const misses = async () => (await world.ledger.offers.read(SOURCE, 'a'))?.misses

test('absent once of the two times that it takes: counted, told, and left', async () => {
  expect(await pass()).toEqual({
    line: {
      slug,
      state: 'waiting',
      reason: 'Absente de la source (1 passage complet sur les 2 qu’il faut pour la retirer) ; rien ne change encore.',
      whose: 'robot',
    },
    writes: [],
    missing: ['a'],
  })
  expect(await misses()).toBe(1)
})

test('absent as often as it takes, it is archived; then it is no longer looked for', async () => {
  await pass()
  expect(await pass()).toMatchObject({ line: { slug, state: 'retired' }, writes: ['archive a'], missing: ['a'] })
  expect(world.dora.peek(slug).fields.status).toBe('ARCHIVED')
  expect(await pass()).toEqual({ line: undefined, writes: [], missing: [] })
})

test('a reading that is not whole proves no absence', async () => {
  const partial = { outcome: { state: 'partial' as const, documents: 1, reasons: [] } }
  expect(await pass(partial)).toEqual({ line: undefined, writes: [], missing: [] })
  const unnamed = {
    code: 'x',
    key: null,
    where: '',
    field: null,
    received: null,
    expected: '',
    message: '',
    whose: 'robot',
  } as const
  expect((await pass({ rejections: [unnamed] })).missing).toEqual([])
})

test('one that was never in DORA is gone with its line', async () => {
  await gone()
  await world.ledger.links.remove(SOURCE, 'a')
  expect(await pass()).toEqual({
    line: { slug: null, state: 'retired', reason: 'Absente de la source ; elle n’était pas dans DORA.' },
    writes: [],
    missing: ['a'],
  })
})

test('another offer may be the same service: a person is asked first, and nothing is archived', async () => {
  await gone()
  const result = await world.pass([KEPT, { key: 'b', fields: { name: 'Offre a' } }], {
    policy: { ...GUARD, retireAfter: 2 },
  })
  const outcomes = await Array.fromAsync(world.ledger.plans.items(result.plan?.id ?? '', 'outcomes'))
  expect(outcomes.find(({ key }) => key === 'a')).toMatchObject({
    slug,
    state: 'waiting',
    whose: 'gestionnaire',
    reason: 'Absente de la source, mais une autre offre est peut-être le même service : cela reste à dire d’abord.',
  })
  expect(await plannedBy(result, world)).toEqual([])
})

test('a service that DORA no longer shows is not archived', async () => {
  await gone()
  world.dora.humanDelete(slug)
  expect(await pass()).toMatchObject({
    line: { slug, state: 'waiting' },
    writes: [],
  })
})

test('a service of a département where the robot does not write is left', async () => {
  await gone()
  const { line, writes } = await pass({ departments: ['29'] })
  expect([line?.state, line?.slug, writes]).toEqual(['waiting', slug, []])
})

test('a write in doubt is settled before an absence decides anything', async () => {
  await gone()
  const operation = sampleIntent({
    kind: 'update',
    slug: 'inconnu',
    lookup: null,
  })
  await world.ledger.operations.end(await world.ledger.operations.intend(operation), 'doubt')
  const { line, writes, missing } = await pass()
  expect([line?.state, writes, missing]).toEqual(['waiting', [], ['a']])
  expect(line?.reason).not.toContain('Absente')
})

test('a person who keeps the service keeps it', async () => {
  await gone()
  const value = { side: 'theirs', once: false } as const
  await world.ledger.choices.set(SOURCE, 'a', { topic: 'field:status', value }, 'Camille')
  expect((await pass()).writes).toEqual([])
  await world.ledger.choices.forget(SOURCE, 'a', 'field:status')
  const refused = { ours: 'ARCHIVED', how: 'never', plan: 'p', reason: '' } as never
  await world.ledger.choices.set(SOURCE, 'a', { topic: 'refused:status', value: refused }, 'Camille')
  expect((await pass()).writes).toEqual([])
})
