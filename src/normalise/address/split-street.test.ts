import { expect, test } from 'vitest'
import { splitStreet } from './split-street.ts'

test.each([
  ['La Casba, 2 rue du Port', '2 rue du Port', 'La Casba'],
  ['2 rue du Port, Bâtiment B', '2 rue du Port', 'Bâtiment B'],
  ['2 rue du Port , , 3e étage', '2 rue du Port', '3e étage'],
  ['Zone Nord\nrue du Port', 'rue du Port', 'Zone Nord'],
  ['12, rue du Port', '12 rue du Port', null],
  ['12 ,rue du Port', '12 rue du Port', null],
  ['Accueil,  12 bis, rue du Port', '12 bis rue du Port', 'Accueil'],
  ['Accueil, 12bis, rue du Port', '12bis rue du Port', 'Accueil'],
  ['Accueil,12 ter ,rue du Port', '12 ter rue du Port', 'Accueil'],
  ['Salle 12, rue du Port', 'rue du Port', 'Salle 12'],
  ['Accueil,bureau 4,rue du Port', 'rue du Port', 'Accueil, bureau 4'],
  ['La Casba', 'La Casba', null],
  ['Antenne de Vitré : 3 rue Notre-Dame', '3 rue Notre-Dame', 'Antenne de Vitré'],
  ['Adresse : 3 rue Notre-Dame', '3 rue Notre-Dame', null],
  ['Lieu : La Casba', 'La Casba', null],
  ['Salle 2 : rue du Port', 'Salle 2 : rue du Port', null],
  ['La Casba, Le Bourg', 'La Casba, Le Bourg', null],
  ['BP 12, CS 3', 'BP 12, CS 3', null],
  ['', null, null],
])('«%s»', (text, adresse, complement_adresse) => {
  expect(splitStreet(text)).toEqual({ adresse, complement_adresse })
})
