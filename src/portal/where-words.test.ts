import { expect, test } from 'vitest'
import { whereWords } from './where-words.ts'

test.each([
  ['$.agences[0].texte', 'agences n°\u00A01, texte'],
  [
    '$.agences[1].adresse + $.agences[1].code_postal + $.agences[1].ville',
    'agences n°\u00A02, adresse, code postal et ville',
  ],
  ['$[0].title.rendered', 'n°\u00A01, titre'],
  ['$', 'la donnée entière'],
  [
    'formation[2]/action[1]/lieu-de-formation/coordonnees/adresse/ville',
    'formation n°\u00A02, action n°\u00A01, lieu de formation, coordonnées, adresse, ville',
  ],
  ['VEVENT[3]/LAST-MODIFIED', 'événement n°\u00A03, mise à jour'],
  ['item[1]/link/@href', 'article n°\u00A01, lien, href'],
  [
    'script[type="application/ld+json"] $.provider.address.streetAddress',
    'données de la page, organisme, adresse, rue',
  ],
  ['footer a.tel', 'pied de page, téléphone'],
  ['.field--name-field-contact .field__item (2)', 'contact n°\u00A02'],
  ['.sites › .site › h3', 'sites, site, sous-titre'],
  ['h1', 'titre de la page'],
  ['E4', 'cellule E4'],
  ['page 1, ligne 4, «\u00A0Présentation\u00A0»', 'page 1, ligne 4, «\u00A0Présentation\u00A0»'],
  ['libellé «\u00A0Prix\u00A0»', 'libellé «\u00A0Prix\u00A0»'],
])('%s is said «%s»', (where, said) => {
  expect(whereWords(where)).toBe(said)
})
