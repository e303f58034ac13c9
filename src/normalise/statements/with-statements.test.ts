import { expect, test } from 'vitest'
import type { NormalisedOffer } from '../normalised-offer.ts'
import type { Statement, StatementBody } from './statement.ts'
import { withStatements } from './with-statements.ts'

const TODAY = '2026-11-24'
const offer = {
  source: 's',
  key: 'k',
  address: 'https://exemple.fr',
  service: {
    source: 's',
    structure_id: 'x',
    id: 'k',
    nom: 'Atelier',
    description: 'Un atelier d’essai.',
    date_maj: '2026-01-01',
    publics: ['jeunes'],
    telephone: '+33299010203',
  },
  structure: {},
  provenance: { nom: [{ words: 'Atelier', document: 'd', address: 'a', where: 'h1', rule: 'r' }] },
  findings: [],
  score: 0.5,
  actions: [],
} as unknown as NormalisedOffer

const said = (at: string, body: StatementBody, state: Statement['state'] = 'accepted'): Statement => ({
  id: `st-${at}`,
  at: `${at}T10:00:00.000Z`,
  partner: 'p',
  offer: { source: 's', key: 'k' },
  title: 'T',
  body,
  by: 'Ada',
  state,
  decided: null,
  decidedBy: null,
  reason: null,
})
const correction = (fields: Record<string, string>): StatementBody => ({
  kind: 'correction',
  comment: '',
  fields: Object.fromEntries(Object.entries(fields).map(([name, after]) => [name, { before: '', after }])),
})

test('nothing accepted: the very same offer', () => {
  expect(withStatements(offer, [], TODAY)).toBe(offer)
  expect(
    withStatements(
      offer,
      [
        said('2026-02-01', correction({ nom: 'Autre' }), 'open'),
        said('2026-02-01', correction({ nom: 'Autre' }), 'refused'),
      ],
      TODAY,
    ),
  ).toBe(offer)
})

test('the last accepted word wins, in the types of the record, with who said it; the rest stays', () => {
  const list = [
    said('2026-03-01', correction({ nom: 'Troisième', publics: 'femmes,jeunes', telephone: '' })),
    said('2026-02-01', correction({ nom: 'Deuxième' })),
  ]
  const { service, provenance } = withStatements(offer, list, TODAY)
  expect(service).toMatchObject({
    nom: 'Troisième',
    publics: ['femmes', 'jeunes'],
    telephone: null,
    description: 'Un atelier d’essai.',
    date_maj: '2026-03-01',
  })
  expect(provenance.nom?.[0]).toMatchObject({ document: 'declaration', where: 'dit par Ada le 2026-03-01' })
})

test('a confirmation moves the date forward only, never after today', () => {
  const confirmed = (at: string) => withStatements(offer, [said(at, { kind: 'confirmation' })], TODAY).service.date_maj
  expect(confirmed('2026-05-05')).toBe('2026-05-05')
  expect(confirmed('2025-05-05')).toBe('2026-01-01')
  expect(confirmed('2027-05-05')).toBe('2026-01-01')
})

test('a correction that would make the record invalid is left out, and the others count', () => {
  const list = [
    said('2026-02-01', correction({ nom: 'x' })),
    said('2026-02-02', correction({ description: 'Une autre description.' })),
  ]
  expect(withStatements(offer, list, TODAY).service).toMatchObject({
    nom: 'Atelier',
    description: 'Une autre description.',
  })
})

test('a day is the day it was in France', () => {
  const late = { ...said('2026-02-01', correction({ nom: 'Autre' })), at: '2026-02-01T23:30:00.000Z' }
  expect(withStatements(offer, [late], TODAY).service.date_maj).toBe('2026-02-02')
})
