import { expect, test } from 'vitest'
import { whereWords } from './where-words.ts'

test.each([
  ['$.agences[0].texte', 'agences n° 1, texte'],
  [
    '$.agences[1].adresse + $.agences[1].code_postal + $.agences[1].ville',
    'agences n° 2, adresse, code postal et ville',
  ],
  ['$[0].title.rendered', 'n° 1, titre'],
  ['$', 'la donnée entière'],
  [
    'formation[2]/action[1]/lieu-de-formation/coordonnees/adresse/ville',
    'formation n° 2, action n° 1, lieu de formation, coordonnées, adresse, ville',
  ],
  ['VEVENT[3]/LAST-MODIFIED', 'événement n° 3, mise à jour'],
  ['item[1]/link/@href', 'article n° 1, lien, href'],
  [
    'script[type="application/ld+json"] $.provider.address.streetAddress',
    'données de la page, organisme, adresse, rue',
  ],
  ['footer a.tel', 'pied de page, téléphone'],
  ['.field--name-field-contact .field__item (2)', 'contact n° 2'],
  ['.sites › .site › h3', 'sites, site, sous-titre'],
  ['h1', 'titre de la page'],
  ['E4', 'cellule E4'],
  ['page 1, ligne 4, « Présentation »', 'page 1, ligne 4, « Présentation »'],
  [
    '.publics (1), « bénéficiaires femmes-isolées » compris selon Camille Dupont, le 28 novembre 2026',
    'publics n° 1, « bénéficiaires femmes-isolées » compris selon Camille Dupont, le 28 novembre 2026',
  ],
  [
    '$.publics[0], « a, b » compris selon Noa, le 1 mai 2026',
    'publics n° 1, « a, b » compris selon Noa, le 1 mai 2026',
  ],
  ['libellé « Prix »', 'libellé « Prix »'],
])('%s is said «%s»', (where, said) => {
  expect(whereWords(where)).toBe(said)
})
