import { expect, test } from 'vitest'
import { countsSentence, shownSentence } from './words.ts'

const counts = { seen: 3, created: 0, updated: 0, unchanged: 1, conflicts: 0, rejected: 2, waiting: 0, retired: 0 }

test('what was set aside on purpose is counted apart where it is known, and is no rejection where it is not', () => {
  expect(countsSentence(counts)).toBe('3 offres vues : 1 inchangée, 2 rejetées')
  expect(countsSentence(counts, 1)).toBe('3 offres vues : 1 inchangée, 1 rejetée, 1 écartée exprès')
  expect(countsSentence(counts, 2)).toBe('3 offres vues : 1 inchangée, 2 écartées exprès')
  expect(countsSentence(counts, 'unknown')).toBe('3 offres vues : 1 inchangée, 2 non retenues')
})

test('published is said apart from seen, with why not', () => {
  expect(shownSentence({ published: 3, visible: 3, unknown: 0, hidden: {} })).toBe(
    '3 publiées dans DORA, dont 3 visibles du public',
  )
  expect(shownSentence({ published: 4, visible: 1, unknown: 0, hidden: { orphan: 2, over: 1 } })).toBe(
    '4 publiées dans DORA, dont 1 visible du public (2 cachées : structure sans membre dans DORA ; 1 terminée)',
  )
})
