import { expect, test } from 'vitest'
import { quote } from './quote.ts'

test('one line, bounded, without names', () => {
  expect(quote('Un \n texte')).toBe('Un texte')
  expect(quote('x'.repeat(300))).toHaveLength(200)
  expect(quote('Mme Durand')).toBe('(nom de personne masqué)')
  expect(quote('')).toBe('')
})
