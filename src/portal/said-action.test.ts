import { expect, test } from 'vitest'
import { saidAction } from './said-action.ts'

test('a decision is said in French, an unknown one is still shown', () => {
  expect(saidAction('decision-keep')).toBe('a tranché le conflit')
  expect(saidAction('rapport-fige')).toBe('a figé le rapport')
  expect(saidAction('action-inedite')).toBe(' : action inedite')
})
