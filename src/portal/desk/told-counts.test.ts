import { expect, test } from 'vitest'
import type { PlanHead } from '../../ledger/plan.ts'
import { NO_COUNTS } from '../../ledger/plan.ts'
import type { RunState } from '../../ledger/runs.ts'
import { isDone, isPlanned, toldCounts } from './told-counts.ts'

const sent = { ...NO_COUNTS, seen: 3, waiting: 3 }
const wanted = { ...NO_COUNTS, seen: 3, created: 3 }
const asked: (readonly string[])[] = []
const headsOf = async (ids: readonly string[]) => {
  asked.push(ids)
  return new Map(ids.includes('plan_1') ? [['plan_1', { counts: wanted } as PlanHead]] : [])
}
const ledger = { plans: { headsOf } }
const told = async (state: RunState, plan: string | null = 'plan_1') =>
  (await toldCounts([{ state, plan, counts: sent }], ledger))[0]

test.each(['simulated', 'proposed', 'quarantined'] as const)(
  'a pass that is %s says what its plan would do',
  async state => {
    expect(await told(state)).toEqual({ counts: wanted, planned: true })
  },
)

test('what was sent, or whose plan is gone, is told by its own counts', async () => {
  expect(await told('succeeded')).toEqual({ counts: sent, planned: false })
  expect(await told('simulated', 'plan_2')).toEqual({ counts: sent, planned: false })
  expect(await told('simulated', null)).toEqual({ counts: sent, planned: false })
  expect(await toldCounts([{ state: 'failed', plan: null, counts: null }], ledger)).toEqual([null])
})

test('of many passes the plans are asked for once, and only those to tell', async () => {
  asked.length = 0
  const pass = (state: RunState, plan: string | null) => ({ state, plan, counts: sent })
  const passes = [pass('simulated', 'plan_1'), pass('succeeded', 'plan_3'), pass('quarantined', 'plan_1')]
  expect((await toldCounts(passes, ledger)).map(each => each?.planned)).toEqual([true, false, true])
  expect(asked).toEqual([['plan_1']])
})

test('a plan is to be done until it is sent', () => {
  const states = ['proposed', 'approved', 'refused', 'stale', 'applied', 'partly-applied'] as const
  expect(states.filter(state => isPlanned({ state }))).toEqual(['proposed', 'approved', 'refused', 'stale'])
  expect(states.filter(state => isDone({ state }))).toEqual(['applied'])
})
