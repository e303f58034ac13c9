import { expect, test } from 'vitest'
import { fold, nearest, similarity, slugify, squeeze } from './text.ts'

test('squeeze composes, removes invisible controls and folds every blank', () => {
  expect(squeeze('  e\u0301te\u0301\u00A0 \u202Fici\u200B\n ')).toBe('été ici')
})

test('fold forgets case, accents, ligatures and punctuation', () => {
  expect(fold('PEM’S – Cœur d’Émeraude !')).toBe('pem s coeur d emeraude')
})

test('slugify joins the folded words', () => {
  expect(slugify('Élan Créateur (35)')).toBe('elan-createur-35')
})

test('similarity is 1 for the same words, 0 for nothing in common, symmetric', () => {
  expect(similarity('Prélude', 'prelude')).toBe(1)
  expect(similarity('abc', 'xyz')).toBe(0)
  expect(similarity('prelude', 'prelue')).toBeCloseTo(similarity('prelue', 'prelude'))
  expect(similarity('', '')).toBe(1)
})

test('nearest gives the best first, above the floor only', () => {
  expect(nearest('jeune', ['seniors', 'jeunes', 'femmes'])).toEqual(['jeunes'])
  expect(nearest('zzz', ['jeunes'])).toEqual([])
})
