import { expect, test } from 'vitest'
import { NO_COUNTS } from '../ledger/plan.ts'
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

test('what is not done yet is to be done', () => {
  const counts = { ...NO_COUNTS, seen: 1206, created: 1200, updated: 1, retired: 2, waiting: 3 }
  expect(countsSentence(counts, 0, true)).toBe(
    '1 206 offres vues : 1 200 à créer, 1 à mettre à jour, 3 en attente, 2 à retirer',
  )
})
