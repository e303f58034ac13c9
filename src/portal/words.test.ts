import { expect, test } from 'vitest'
import { countsSentence } from './words.ts'

const counts = { seen: 3, created: 0, updated: 0, unchanged: 1, conflicts: 0, rejected: 2, waiting: 0, retired: 0 }

test('what was set aside on purpose is counted apart where it is known, and is no rejection where it is not', () => {
  expect(countsSentence(counts)).toBe('3\u00A0offres vues\u00A0: 1\u00A0inchangée, 2\u00A0rejetées')
  expect(countsSentence(counts, 1)).toBe(
    '3\u00A0offres vues\u00A0: 1\u00A0inchangée, 1\u00A0rejetée, 1\u00A0écartée exprès',
  )
  expect(countsSentence(counts, 2)).toBe('3\u00A0offres vues\u00A0: 1\u00A0inchangée, 2\u00A0écartées exprès')
  expect(countsSentence(counts, 'unknown')).toBe('3\u00A0offres vues\u00A0: 1\u00A0inchangée, 2\u00A0non retenues')
})
