import { expect, test } from 'vitest'
import { offer } from '../../test/coverage/small-departement.ts'
import { placedOffer } from './public-service.ts'
import { sharedPlaces } from './shared-places.ts'

test('offers of the same lists and place share what says whom and where they serve; others do not', () => {
  const lists = {
    thematiques: ['numerique--acquerir-un-equipement'],
    publics: ['jeunes'],
    modes_accueil: ['en-presentiel'],
    zone_eligibilite: ['99'],
    code_insee: '99001',
  }
  const placedOf = sharedPlaces()
  const first = offer('s1', 'o1', [], lists)
  const one = placedOf(first)
  expect(one).toEqual(placedOffer(first))
  expect(placedOf(offer('s2', 'o2', [], { ...lists, frais: 'gratuit' }))).toBe(one)
  for (const [name, value] of Object.entries({ ...lists, code_insee: null })) {
    const other = Array.isArray(value) ? [...value] : '99002'
    const found = placedOf(offer('s1', 'o3', [], { ...lists, [name]: other }))
    expect([name, found === one]).toEqual([name, false])
    expect(placedOf(offer('s1', 'o4', [], { ...lists, [name]: null }))).not.toBe(one)
  }
})
