import { expect, test } from 'vitest'
import type { PlanHead } from '../../ledger/plan.ts'
import { NO_COUNTS } from '../../ledger/plan.ts'
import type { RunState } from '../../ledger/runs.ts'
import { isPlanned, toldCounts } from './told-counts.ts'

const sent = { ...NO_COUNTS, seen: 3, waiting: 3 }
const wanted = { ...NO_COUNTS, seen: 3, created: 3 }
const ledger = { plans: { head: async (id: string) => (id === 'plan_1' ? ({ counts: wanted } as PlanHead) : null) } }
const told = (state: RunState, plan: string | null = 'plan_1') => toldCounts({ state, plan, counts: sent }, ledger)

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
  expect(await toldCounts({ state: 'failed', plan: null, counts: null }, ledger)).toBe(null)
})

test('a plan is to be done until it is sent', () => {
  const states = ['proposed', 'approved', 'refused', 'stale', 'applied', 'partly-applied'] as const
  expect(states.filter(state => isPlanned({ state }))).toEqual(['proposed', 'approved', 'refused', 'stale'])
})
