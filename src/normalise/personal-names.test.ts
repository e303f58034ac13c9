import { expect, test } from 'vitest'
import { namesSomebody, withoutPersonalNames } from './personal-names.ts'

test.each([
  'Mme Durand vous répond',
  'Contact : M. Le Bris',
  'Votre référente : Marie Durand',
  'explique Jean-Pierre LE GOFF, coordinateur',
  'Monsieur Martin',
  'avec Nolwenn Kermarrec',
])('«%s» names somebody', text => {
  expect(namesSomebody(text)).toBe(true)
})

test.each([
  '12 rue Jean Jaurès, 35000 Rennes',
  'Espace Simone Veil',
  'Armada Productions et Élan Créateur',
  'Compagnons Bâtisseurs de Saint-Malo',
  'Rennes Métropole et Région Bretagne',
  'Maison de la Rose Trémière',
  'Premières Heures en Chantier',
  'avenue du Général Leclerc',
  'Pays de Fougères',
])('«%s» names nobody', text => {
  expect(namesSomebody(text)).toBe(false)
})

test('only the sentences that name somebody go', () => {
  expect(
    withoutPersonalNames(
      'Un parcours progressif. Contact : M. Martin, au siège. Sur inscription.\n- Atelier de Marie Durand\n- Atelier CV',
    ),
  ).toEqual({
    text: 'Un parcours progressif. Sur inscription.\n\n- Atelier CV',
    removed: 2,
  })
})

test('a text without names is untouched', () => {
  expect(withoutPersonalNames('Un  texte.\n\n\n\nTel quel. ')).toEqual({
    text: 'Un  texte.\n\n\n\nTel quel. ',
    removed: 0,
  })
})
