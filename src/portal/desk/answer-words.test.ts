import { expect, test } from 'vitest'
import { answerWords } from './answer-words.ts'

const KEPT = 'La valeur de DORA est gardée.'
const SENT = 'La valeur de la source sera envoyée.'

test('several answers to one question say which fields each is about', () => {
  expect(
    answerWords([
      { sentence: KEPT, field: 'name' },
      { sentence: SENT, field: 'shortDesc' },
      { sentence: KEPT, field: 'feeDetails' },
    ]),
  ).toBe('Nom, Précisions sur les frais : la valeur de DORA est gardée. Résumé : la valeur de la source sera envoyée.')
})

test('an answer about no field is said as it is', () => {
  expect(answerWords([{ sentence: KEPT, field: undefined }])).toBe(KEPT)
})
