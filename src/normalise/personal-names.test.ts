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

test.each([
  'Marie D. vous attend',
  'contact : LE GALL Soizic',
  'animé par LE GALL Soizic',
  'Nolwenn au 06 11 22 33 44',
  'Marie (marie@asso.org)',
  'contactez Marie',
  'Votre coordinatrice est Soizic',
  'Jean-Zorg Durand',
  'La formation Marine Martin',
  'notre Xaction Marine Bleue',
])('«%s» names somebody, in whichever shape', text => {
  expect(namesSomebody(text)).toBe(true)
})

test.each([
  'rue Marie D. vous attend',
  'Zorg D. vous attend',
  'par CCAS Marie',
  'par DURAND Zorglub',
  'nolwenn au 06 11 22 33 44',
  'rue Nolwenn au 06 11 22 33 44',
  'Zorglub au 06 11 22 33 44',
  'contactez marie',
  'contactez Zorglub',
  'le prix Marie Curie',
  'la Formation Rose Marine Bleue',
  'Au Label  Marine Bleue',
  'Voir Bleue Marine Martin',
  'Voir Verte Marine Martin',
])('«%s» names nobody: a place, a thing, an unknown word', text => {
  expect(namesSomebody(text)).toBe(false)
})

test('what is left of a text has its blanks in order', () => {
  expect(withoutPersonalNames(' Un texte. \n\n\n\nMme Durand.\n\n\nFin. ')).toEqual({
    text: 'Un texte.\n\nFin.',
    removed: 1,
  })
  expect(withoutPersonalNames('  Un texte. \n\n\n\nMarie travaille. ')).toEqual({
    text: '  Un texte. \n\n\n\nMarie travaille. ',
    removed: 0,
  })
})

test.each([
  'Référent : Nguyen Van Minh',
  'Animatrice : Awa Diop',
  'Contact : J. Durand',
  'Référente : A.-M. Le Goff',
  'Appelez le 02 99 00 00 00 (Julie)',
])('«%s» names somebody, whose given name may be in no list', text => {
  expect(namesSomebody(text)).toBe(true)
  expect(withoutPersonalNames(text).removed).toBe(1)
})

test.each([
  'Référent : Mission Locale de Rennes',
  'Responsable : Centre Social',
  'Formateur : Greta Est Bretagne',
  'Animateur : CIDFF Rennes',
  'Contact : 02 99 00 00 00 (Rennes)',
  'Référent : le CCAS',
  'Contact : S.I.A.E.',
])('«%s» names nobody', text => {
  expect(namesSomebody(text)).toBe(false)
})

test.each([
  'Vos référents : Anne, Paul et Youssef vous attendent.',
  'Les conseillers Paul et Marie accueillent les jeunes.',
  'Rendez-vous au centre avec Victor et Hélène Basch.',
  'Assistantes sociales : Julie et Nadia.',
])('several persons are somebody: «%s»', text => {
  expect(namesSomebody(text)).toBe(true)
})

test.each([
  'Le lycée Victor et Hélène Basch propose une remise à niveau.',
  'L’école Pierre et Marie Curie est ouverte le samedi.',
  'Vos conseillers France Travail vous reçoivent.',
])('a place called after two persons is one: «%s»', text => {
  expect(namesSomebody(text)).toBe(false)
})
