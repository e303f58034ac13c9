import { expect, test } from 'vitest'
import { announcesSomebody } from './announced-names.ts'

const SOMEBODY = [
  // A surname of the lists, or a capitalised word in none of them.
  'Contact : Pichon',
  'contact : pichon',
  'Contact : Zedd',
  'Contact : Zeddova',
  'Contact : Zeddova-Milou',
  // After a part, in capitals too.
  'Référente : ZEDDOVA',
  'Votre référente en insertion : Zeddova',
  'Responsable du pôle : Zeddova',
  // Given name and surname, in either order, however they are spaced.
  'Contact : Le Goff',
  'contact : le goff',
  'Contact : julie',
  'Contact :  Julie   Martin',
  'Contact : Martin Julie',
  'Contact : marine dupont',
  'contact : marine de',
  'Contact : Anne-Marie',
  'Contact : Jean-Zork',
  'Contact : Zork-Marie',
  'contact julie martin',
  'Personne à contacter – Zeddova',
  'Nom du contact : Zeddova',
  'Coordonnatrice : Zeddova (lundi)',
  'Chargée de mission : Zeddova, 02 99 00 00 00',
  'Lundi, contact : Vitré. Mardi, contact : Zeddova.',
]
const NOBODY = [
  'Contact : Zed',
  'Contact : zeddova',
  'Contact : zedDova',
  'Contact : ZeDdova',
  'Contact : Zeddova-M',
  'Contact : Animation',
  // A group’s name more often than somebody’s.
  'Contact : ZEDDOVA',
  'Référente : ZDDVKS',
  'Référente : ZEDO',
  'Référente : KEDO-Zora',
  'Responsable du Pôle Claire : Zeddova',
  // Places: today’s communes and those that merged.
  'Contact : Vitré',
  'Contact : Saint-Malo',
  'Contact : L’Hermitage',
  'Contact : Messac',
  'Contact : le bourg',
  'Contact : la Julie',
  // Services and ways.
  'Contact : Mission Locale',
  'Contact : Accueil-Jeunes',
  'Contact : Julie-Accueil',
  'Contact : Julie accueil',
  'Contact : Bidule Martin',
  'Contact : Bidule Julie',
  'Contact : Julie Martin Dupont Durand',
  'contact bidule martin',
  'contact : julie x',
  'Contact : marine',
  'Contact : marine nationale',
  'Contacts : ',
  'Un espace où l’on apprend à se servir d’un ordinateur : Zeddova',
]

test.each(SOMEBODY)('«%s» names somebody', text => {
  expect(announcesSomebody(text)).toBe(true)
})
test.each(NOBODY)('«%s» names nobody', text => {
  expect(announcesSomebody(text)).toBe(false)
})
