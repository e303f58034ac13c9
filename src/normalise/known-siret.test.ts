import { expect, test } from 'vitest'
import { siretOf, withKnownSiret } from './known-siret.ts'
import type { NormalisedOffer } from './normalised-offer.ts'

const SIRET = '99900101900010'
const partner = { names: ['Association d’Essai', 'ADE'], siret: SIRET }
const offer = (nom: string, siret: string | null) =>
  ({ key: 'k', structure: { nom, siret, commune: 'Redon' } }) as unknown as NormalisedOffer

test('a structure that bears one of the partner’s names has its SIRET', () => {
  expect(siretOf('ade', partner)).toBe(SIRET)
  expect(siretOf('ASSOCIATION D’ESSAI', partner)).toBe(SIRET)
  expect(siretOf('Une autre', partner)).toBeNull()
  expect(siretOf(null, partner)).toBeNull()
  expect(siretOf('ADE', { ...partner, siret: null })).toBeNull()
})

test('an offer whose source gives no SIRET has that of the convention, any other stays the very same', () => {
  expect(withKnownSiret(offer('ADE', null), partner)).toEqual(offer('ADE', SIRET))
  const own = offer('ADE', '99900201700018')
  expect(withKnownSiret(own, partner)).toBe(own)
  const other = offer('Une autre', null)
  expect(withKnownSiret(other, partner)).toBe(other)
})
