import { expect, test } from 'vitest'
import { answeredInLine } from './answered.ts'

test.each([
  ['Distanciel ? Non.', 'Distanciel : non.'],
  ['Est-ce payant ?\nOUI, 5 €', 'Est-ce payant : oui, 5 €'],
  ['Gratuit ? Nonobstant', 'Gratuit ? Nonobstant'],
  ['Gratuit ?', 'Gratuit ?'],
])('«%s» → «%s»', (words, line) => {
  expect(answeredInLine(words)).toBe(line)
})
