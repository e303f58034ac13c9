import { expect, test } from 'vitest'
import { numberInLetters } from './number-in-letters.ts'

test.each([
  ['six cent vingt quatre mille six cent soixante dix', 624_670],
  ['cent six mille', 106_000],
  ['quatre-vingt-dix-sept', 97],
  ['mille deux cents', 1_200],
  ['cinquante et un mille cinq cents', 51_500],
  ['trois millions deux cent mille un', 3_200_001],
  ['six cents chevaux', null],
  ['', null],
])('in letters: %s', (words, expected) => {
  expect(numberInLetters(words)).toBe(expected)
})
