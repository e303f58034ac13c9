import { expect, test } from 'vitest'
import { type Lexicon, lexiconOf } from './lexicon.ts'
import { lookUp } from './look-up.ts'
import { lookUpZone } from './zones.ts'

const lexicon: Lexicon = lexiconOf({
  publics: {
    'bénéficiaires du RSA': ['beneficiaires-des-minimas-sociaux'],
    'jeunes mères': ['femmes', 'jeunes', 'familles'],
    'à partir de 18 ans': [],
  },
  zones: { 'pays de Rennes': ['243500139', '243500667'] },
})

test.each([
  ['Femmes', ['femmes']],
  ['Séniors', ['seniors']],
  ['Bénéficiaires du RSA', ['beneficiaires-des-minimas-sociaux']],
  ['personnes-exilees', ['personnes-exilees']],
  ['Toutes les personnes bénéficiaires du RSA', ['beneficiaires-des-minimas-sociaux']],
])('%s', (phrase, values) => {
  expect(lookUp(phrase, 'publics', lexicon)).toEqual({ values, unknown: [] })
})

test('pieces and known words inside a piece are understood', () => {
  expect(
    lookUp('Toutes les femmes, jeunes mères et personnes bénéficiaires du RSA, à partir de 18 ans', 'publics', lexicon),
  ).toEqual({
    values: ['femmes', 'jeunes', 'familles', 'beneficiaires-des-minimas-sociaux'],
    unknown: [],
    beside: ['Toutes les femmes, jeunes mères et personnes bénéficiaires du RSA, à partir de 18 ans'],
  })
})

test('a word that nothing explains waits, with what looks like it; the rest goes on', () => {
  expect(lookUp('Femmes et saisonniers agricoles', 'publics', lexicon)).toEqual({
    values: ['femmes'],
    unknown: [{ words: 'saisonniers agricoles', nearest: expect.any(Array) }],
  })
  expect(lookUp('Etudiant', 'publics', lexicon).unknown[0]?.nearest).toContain('etudiants')
})

test('part of a phrase that is understood does not hide the part that is not', () => {
  expect(lookUp('femmes conductrices de poids lourds', 'publics', lexicon)).toMatchObject({
    values: ['femmes'],
    unknown: [{ words: 'femmes conductrices de poids lourds' }],
  })
})

test('zones by name of commune, EPCI, département, and by the lexicon', () => {
  expect(lookUpZone('Ille-et-Vilaine', lexicon, '35').values).toEqual(['35'])
  expect(lookUpZone('Rennes Métropole et Saint-Malo Agglomération', lexicon, '35').values).toEqual([
    '243500139',
    '243500782',
  ])
  expect(lookUpZone('pays de Rennes, Redon', lexicon, '35').values).toEqual(['243500139', '243500667', '35236'])
  expect(lookUpZone('35', lexicon, '35').values).toEqual(['35'])
  expect(lookUpZone('Atlantide', lexicon, '35')).toEqual({
    values: [],
    unknown: [{ words: 'Atlantide', nearest: expect.any(Array) }],
  })
})
