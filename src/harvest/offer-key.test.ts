import { expect, test } from 'vitest'
import { keyFromAddress, withoutVisit } from './offer-key.ts'

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

test.each([
  ['https://x.fr/offre?id=4&PHPSESSID=9f8e7d6c5b4a', 'https://x.fr/offre?id=4'],
  ['https://x.fr/offre;jsessionid=0A1B2C3D?id=4', 'https://x.fr/offre?id=4'],
  ['https://x.fr/(S(abc123))/offre.aspx', 'https://x.fr/offre.aspx'],
  ['https://x.fr/offre?utm_source=a&utm_medium=b&id=4&fbclid=c', 'https://x.fr/offre?id=4'],
  ['https://x.fr/offre?id=4&sid=3f2a9c8b7d6e5f4a', 'https://x.fr/offre?id=4'],
  ['https://x.fr/offre?id=4&ASPSESSIONIDQQ=ABC', 'https://x.fr/offre?id=4'],
  ['https://x.fr/offre?id=4&_=1764320000000', 'https://x.fr/offre?id=4'],
  ['https://x.fr/offre?session=2026-printemps', 'https://x.fr/offre?session=2026-printemps'],
  ['https://x.fr/offre?id=4', 'https://x.fr/offre?id=4'],
  ['A-12', 'A-12'],
  ['', ''],
])('what changes at every visit is no part of %s', (address, kept) => {
  expect(withoutVisit(address)).toBe(kept)
  if (address !== kept) expect(keyFromAddress(address)).toBe(keyFromAddress(kept))
})
