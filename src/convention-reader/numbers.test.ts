import { expect, test } from 'vitest'
import { findAmounts } from './numbers.ts'

const values = (text: string) => findAmounts(text).map(amount => [amount.value, amount.signed])

test.each([
  ['137 000€ dont', [[137_000, true]]],
  [
    '22 500 € et 4 127€',
    [
      [22_500, true],
      [4_127, true],
    ],
  ],
  ['1.249.340,50 euros', [[1_249_340.5, true]]],
  [
    '1 234,5 € et 0,50€',
    [
      [1234.5, true],
      [0.5, true],
    ],
  ],
  ['12 500, 13 000 €', [[13_000, true]]],
  ['24000 au titre d’une participation', [[24_000, false]]],
  ['budget 2024 au titre de', []],
  ['les 18 expérimentations', []],
])('%s', (text, expected) => {
  expect(values(text)).toEqual(expected)
})
