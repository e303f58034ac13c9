import { expect, test } from 'vitest'
import { saidAction } from './said-action.ts'

test('a decision is said in French, an unknown one is still shown', () => {
  expect(saidAction('decision-keep')).toBe('a tranché le conflit')
  expect(saidAction('rapport-fige')).toBe('\u00A0: rapport fige')
})
