import { expect, test } from 'vitest'
import { rhythmWords } from './rhythm-words.ts'

test.each([
  [1800_000, '1 heure'],
  [6 * 3_600_000, '6 heures'],
  [12 * 3_600_000, '12 heures'],
  // A day of twenty-three hours, where clocks move on.
  [23 * 3_600_000, '1 jour'],
  [7 * 86_400_000, '7 jours'],
])('%i ms: %s', (ms, words) => {
  expect(rhythmWords(ms)).toBe(words)
})
