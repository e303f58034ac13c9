import { afterEach, beforeEach, expect, test } from 'vitest'
import { desiredOf, gather, makeWorld, type OfferSpec, SOURCE, type World } from '../../test/sync/make.ts'
import { Policy } from '../config/source.ts'
import { DoraError } from '../dora/port.ts'
import type { Outcome } from '../harvest/connector.ts'
import type { PlanHead } from '../ledger/plan.ts'
import { type PlanSourceInput, planSource } from './plan-source.ts'

/** The plan of one pass, before anything of it is written. */
let world: World
beforeEach(async () => {
  world = await makeWorld()
})
afterEach(() => world.close())

const COMPLETE: Outcome = { state: 'complete', documents: 1 }
const PARTIAL: Outcome = { state: 'partial', documents: 1, reasons: [] }

async function plan(specs: OfferSpec[], over: Partial<PlanSourceInput> = {}): Promise<PlanHead> {
  world.clock.advance(3_600_000)
  const { ledger, clock, dora: reader } = world
  const run = await ledger.runs.begin(SOURCE, 'test', 'c1')
  const incoming = gather(specs.map(spec => desiredOf(spec, clock.now().toISOString())))
  const input: PlanSourceInput = {
    ...{ run, source: SOURCE, policy: Policy.parse({}), outcome: COMPLETE, incoming, configuration: 'c1' },
    ...{ departments: ['35'], ledger, reader, clock, newId: prefix => `${prefix}_${run}` },
    lease: { signal: new AbortController().signal },
    ...over,
  }
  return planSource(input).finally(() => incoming.close())
}
const changed = (key: string): OfferSpec => ({ key, fields: { recurrence: 'le mardi' } })
const lines = async ({ id }: PlanHead) =>
  Object.fromEntries((await Array.fromAsync(world.ledger.plans.items(id, 'outcomes'))).map(each => [each.key, each]))

test('a creation costs one request, anything else two; how long it takes follows from the quota', async () => {
  await world.pass([{ key: 'a' }, { key: 'b' }])
  const asked = [changed('a'), { key: 'b' }, { key: 'c' }, { key: 'd' }]
  const first = await plan(asked)
  expect(first).toMatchObject({
    counts: { created: 2, updated: 1, unchanged: 1 },
    sizes: { operations: 3, outcomes: 4 },
  })
  expect([first.requests, first.durationMs]).toEqual([4, 2000])
  expect((await plan(asked, { quota: 10 })).durationMs).toBe(24_000)
})

test('the plan before it is replaced by it, as nobody had answered', async () => {
  const before = await plan([{ key: 'a' }])
  const after = await plan([{ key: 'a' }])
  expect([(await world.ledger.plans.head(before.id))?.state, (await world.ledger.plans.head(after.id))?.state]).toEqual(
    ['stale', 'proposed'],
  )
})

test.each<[string, Outcome, string[], string | null]>([
  ['whole, and empty', COMPLETE, [], 'guard'],
  ['in part, and empty', PARTIAL, [], null],
  ['in part', PARTIAL, ['a'], null],
  ['whole', COMPLETE, ['a', 'b', 'c', 'd'], null],
])('read %s: what holds the plan of a source of four offers', async (_, outcome, keys, hold) => {
  await world.pass(['a', 'b', 'c', 'd'].map(key => ({ key })))
  expect(
    (
      await plan(
        keys.map(key => ({ key })),
        { outcome },
      )
    ).hold,
  ).toBe(hold)
})

test('only a whole reading makes anything absent', async () => {
  await world.pass([{ key: 'a' }, { key: 'b' }])
  expect((await lines(await plan([{ key: 'a' }], { outcome: PARTIAL }))).b).toBeUndefined()
  expect((await lines(await plan([{ key: 'a' }]))).b).toMatchObject({ state: 'waiting' })
  expect((await plan([{ key: 'a' }], { outcome: PARTIAL })).learned).toMatchObject({ whole: false })
  expect((await plan([{ key: 'a' }])).learned).toMatchObject({ whole: true })
})

test('a version older than what DORA has changes nothing', async () => {
  await world.pass([{ key: 'a' }])
  const older = { ...changed('a'), version: '2026-01-01T00:00:00.000Z' }
  expect((await lines(await plan([older]))).a).toMatchObject({
    state: 'unchanged',
    reason: 'Une version plus récente est déjà dans DORA.',
    slug: expect.any(String),
  })
})

test('keys that came back under another name are in the plan, each with both', async () => {
  await world.pass([{ key: 'a' }, { key: 'b' }])
  const { id } = await plan(['a', 'b'].map(key => ({ key: `${key}2`, fields: { name: `Offre ${key}` } })))
  expect(await Array.fromAsync(world.ledger.plans.items(id, 'renamed'))).toEqual([
    { from: 'a', to: 'a2' },
    { from: 'b', to: 'b2' },
  ])
})

test('what was compared is only trusted next time when nothing was left in doubt or unread', async () => {
  await world.pass([{ key: 'a' }])
  expect((await plan([{ key: 'a' }])).learned?.asOf).not.toBeNull()
  const error = new DoraError('illisible', { kind: 'transient', status: 503, code: 'x' })
  const { readService } = world.dora
  world.dora.readService = () => Promise.reject(error)
  const unread = await plan([changed('a')])
  world.dora.readService = readService
  expect((await lines(unread)).a).toMatchObject({ state: 'waiting' })
  expect(unread.learned?.asOf).toBeNull()
  expect((await plan([])).learned?.asOf).toBeNull()
})

test('what the reading asks is asked with the plan; DORA is asked whether it is there when nothing else was', async () => {
  const reached: string[] = []
  const question = {
    ...{ kind: 'unknown-value' as const, key: 'a', subject: 'mot', title: 'Un mot inconnu' },
    ...{ source: SOURCE, detail: {} },
  }
  const { id } = await plan([{ key: 'a' }], {
    inbox: [question] as never,
    reach: async () => void reached.push('asked'),
  })
  expect(await Array.fromAsync(world.ledger.plans.items(id, 'inbox'))).toMatchObject([{ title: 'Un mot inconnu' }])
  expect(reached).toEqual([])
})
