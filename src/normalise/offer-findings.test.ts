import { expect, test } from 'vitest'
import type { ConventionLine } from '../convention/convention.ts'
import type { OfferSpec } from './mapping/schema.ts'
import type { Finding, Provenance } from './normalised-offer.ts'
import { distinctFindings, silences, unknownActions } from './offer-findings.ts'

const from = (document: string, rule = 'règle'): Provenance[] => [
  { words: 'w', document, address: 'a', where: 'x', rule },
]

test('what the convention gave and what was supposed is told once, fields in order, and nothing of what was read', () => {
  const provenance = {
    nom: from('page'),
    telephone: from('page', 'supposé par la configuration'),
    publics: from('convention'),
    fin: from('convention', 'supposé par la configuration'),
    frais: from('default', 'frais ← supposé par la configuration'),
    lien_source: from('default', 'adresse de la page'),
    courriel: [],
  }
  expect(silences({ values: {}, provenance })).toEqual([
    {
      code: 'selon-la-convention',
      field: null,
      severity: 'info',
      message: 'La source n’en dit rien, la valeur vient de la convention : date de fin, publics.',
    },
    {
      code: 'valeur-supposee',
      field: null,
      severity: 'info',
      message: 'La source n’en dit rien, la valeur est supposée par la configuration : frais.',
    },
  ])
  expect(silences({ values: {}, provenance: { nom: from('page') } })).toEqual([])
})

test('a line that the convention does not have is told, and counts for nothing', () => {
  const known = new Map([['1/essai', {} as ConventionLine]])
  expect(unknownActions({ actions: ['1/essai', '2/autre'] } as OfferSpec, known)).toEqual([
    {
      code: 'action-inconnue',
      field: 'actions',
      severity: 'avertissement',
      message: 'La convention n’a pas de ligne « 2/autre » : l’offre n’est comptée pour aucune action.',
    },
  ])
})

test('each finding once, those of the structure first and under its name', () => {
  const told = (code: string, field: string | null, message = 'M'): Finding => ({
    code,
    field,
    severity: 'info',
    message,
  })
  const marks = (structure: Finding[], offer: Finding[]) =>
    distinctFindings(structure, offer).map(({ code, field, message }) => [code, field, message])
  expect(marks([told('a', 'nom')], [])).toEqual([['a', 'structure.nom', 'M']])
  expect(marks([told('a', 'nom')], [told('a', 'nom')])).toEqual([
    ['a', 'structure.nom', 'M'],
    ['a', 'nom', 'M'],
  ])
  expect(marks([], [told('a', 'nom'), told('a', 'nom')])).toEqual([['a', 'nom', 'M']])
  expect(
    marks([], [told('a', 'nom'), told('b', 'nom'), told('a', null), told('a', 'nom', 'N'), told('a', null)]),
  ).toEqual([
    ['a', 'nom', 'M'],
    ['b', 'nom', 'M'],
    ['a', null, 'M'],
    ['a', 'nom', 'N'],
  ])
})
