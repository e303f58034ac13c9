import { expect, test } from 'vitest'
import { keyFromAddress } from './offer-key.ts'

test.each([
  ['https://x.fr/offres/accueil-de-jour', 'offres_accueil-de-jour'],
  ['https://x.fr/offres/accueil-de-jour/', 'offres_accueil-de-jour'],
  ['https://x.fr/offres/accueil-de-jour.html#contact', 'offres_accueil-de-jour'],
  ['https://x.fr/offres/index.php?id=12&utm_source=lettre', 'offres_id-12'],
  ['https://x.fr/?b=2&a=1', 'a-1_b-2'],
  ['https://x.fr/%C3%89t%C3%A9', 'ete'],
  ['https://x.fr/%E9t%E9', 'e9t-e9'],
  ['https://x.fr/', 'x-fr'],
])('%s → %s', (address, key) => {
  expect(keyFromAddress(address)).toBe(key)
})
