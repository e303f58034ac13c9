import { expect, test } from 'vitest'
import { withContactPlace } from './contact-place.ts'

test.each([
  ['Contact : Rheu', 'Contact : Le Rheu'],
  ['Contact : Vern, 02 99 11 22 33', 'Contact : Vern-sur-Seiche, 02 99 11 22 33'],
  ['contact : guerche', 'contact : La Guerche-de-Bretagne'],
])('«%s» → «%s»', (words, whole) => {
  expect(withContactPlace(words, '35')).toBe(whole)
})

test.each(['Contact : Pichon', 'Contact : Noyal', 'Contact : Armel', 'Référent : Rheu', 'Contact : Rheu Nathalie'])(
  '«%s» names no commune',
  words => {
    expect(withContactPlace(words, '35')).toBeNull()
  },
)

test('a commune of another département is none here', () => {
  expect(withContactPlace('Contact : Rheu', '44')).toBeNull()
})
