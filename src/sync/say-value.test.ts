import { expect, test } from 'vitest'
import { isBlank, sayValue } from './say-value.ts'

test.each([
  [null, '(vide)'],
  ['', '(vide)'],
  [[], '(vide)'],
  [true, 'oui'],
  [false, 'non'],
  [12, '« 12 »'],
  [['a', 'b'], '« a, b »'],
  ['a \n\n b', '« a b »'],
  ['x'.repeat(160), `« ${'x'.repeat(160)} »`],
  ['x'.repeat(161), `« ${'x'.repeat(160)}… »`],
])('%o', (value, said) => {
  expect(sayValue(value)).toBe(said)
  expect(isBlank(value)).toBe(said === '(vide)')
})
