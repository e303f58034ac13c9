import { expect, test } from 'vitest'
import { planToDecide } from './plan-to-decide.ts'

test('a held plan waits for an answer, even when it would write nothing', () => {
  expect(planToDecide({ state: 'proposed', quarantine: 'Trop de retraits.', operations: [] })).toBe('held')
})

test('a simulation that would write is offered; one that would not has nothing to decide', () => {
  expect(planToDecide({ state: 'proposed', quarantine: null, operations: [{}] })).toBe('offered')
  expect(planToDecide({ state: 'proposed', quarantine: null, operations: [] })).toBe('nothing')
})

test.each(['approved', 'applied', 'refused', 'stale', 'partly-applied'] as const)(
  'a plan that is %s is settled',
  state => {
    expect(planToDecide({ state, quarantine: 'Trop de retraits.', operations: [{}] })).toBe('nothing')
  },
)
