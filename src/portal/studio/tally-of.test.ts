import { expect, test } from 'vitest'
import { countWords } from './tally-of.ts'

test.each([
  [4, 4, [], '4 sur 4'],
  [0, 2, ['A', 'B'], '0 sur 2'],
  [1, 2, ['A'], '1 sur 2 ; rien pour : A'],
  [1, 4, ['A', 'A', 'A'], '1 sur 4 ; rien pour : A (3)'],
  [1, 8, ['A', 'B', 'A', 'C', 'D', 'D', 'E'], '1 sur 8 ; rien pour : A (2), B, C et 3 autres'],
])('%i of %i, nothing for %j', (given, all, failing, words) => {
  expect(countWords(given, all, failing).replaceAll(/\u00A0|\u202F/g, ' ')).toBe(words)
})
