import { describe, expect, test } from 'vitest'
import { conventionOf, testSource } from '../../../test/normalise/testing.ts'
import type { Outcome } from '../../harvest/connector.ts'
import type { NormalisedOffer } from '../normalised-offer.ts'
import type { Statement, StatementBody, Typed } from './statement.ts'
import { withPartnerWords } from './with-partner-words.ts'

const COMPLETE: Outcome = { state: 'complete', documents: 3 }
const FIELDS: Typed = {
  id: 'a',
  nom: 'Atelier de cuisine',
  description: 'Un atelier de cuisine pour apprendre à faire simple, chaque semaine, avec les produits du marché.',
  structure_nom: 'Essai',
  commune: 'Rennes',
  code_postal: '35200',
}
const read = (key: string) =>
  ({
    source: 'essai',
    key,
    service: { nom: `lu ${key}`, date_maj: '2026-01-01' },
    provenance: {},
    findings: [],
  }) as unknown as NormalisedOffer
let count = 0
function said(day: string, body: StatementBody, key: string | null = null, source = 'essai'): Statement {
  count += 1
  return {
    id: `s${count}`,
    at: `${day}T10:00:00Z`,
    partner: 'essai',
    offer: key === null ? null : { source, key },
    title: 'T',
    body,
    by: 'Claude',
    state: 'accepted',
    decided: null,
    decidedBy: null,
    reason: null,
  }
}
const declared = (day: string, fields: Typed = {}) =>
  said(day, { kind: 'declaration', from: 'formulaire', fields: { ...FIELDS, ...fields } })
const withdrawal: StatementBody = { kind: 'withdrawal', reason: 'fini' }
const confirmation: StatementBody = { kind: 'confirmation' }

function reading(
  statements: Statement[],
  over: { offers?: NormalisedOffer[]; outcome?: Outcome; first?: boolean } = {},
) {
  const given = {
    outcome: over.outcome ?? COMPLETE,
    offers: over.offers ?? [read('x'), read('y')],
    rejections: [],
    version: '2026-11-24T09:00:00Z',
    more: 1,
  }
  const context = { config: testSource, first: over.first ?? true, convention: conventionOf() }
  const { offers, ...rest } = withPartnerWords(given, statements, context)
  return { ...rest, given, offers: [...offers], keys: [...offers].length === 0 ? [] : undefined }
}
const names = (...args: Parameters<typeof reading>) => reading(...args).offers.map(({ key }) => key)

test('nothing said: the reading as it is', () => {
  const given = { outcome: COMPLETE, offers: [], rejections: [], version: '2026-11-24T09:00:00Z' }
  expect(withPartnerWords(given, [], { config: testSource, first: true, convention: conventionOf() })).toBe(given)
})

describe('declared offers', () => {
  test('stand after what was read, in the first source of the partner only', () => {
    expect(names([declared('2026-11-01')])).toEqual(['x', 'y', 'declaration-a'])
    expect(names([declared('2026-11-01')], { first: false })).toEqual(['x', 'y'])
    expect(reading([declared('2026-11-01')])).toMatchObject({ outcome: COMPLETE, more: 1, rejections: [] })
  })
  test('declared twice, the latest counts; what cannot be sent is a refusal', () => {
    const twice = [declared('2026-11-02', { nom: 'Atelier de couture' }), declared('2026-11-01')]
    expect(reading(twice, { offers: [] }).offers.map(({ service }) => service.nom)).toEqual(['Atelier de couture'])
    const without = said('2026-11-01', { kind: 'declaration', from: 'formulaire', fields: { id: 'b' } })
    expect(reading([without], { offers: [] })).toMatchObject({
      offers: [],
      rejections: [{ code: 'declaration-incomplete', key: 'declaration-b' }],
    })
  })
  test('the page’s own offer wins over one declared under its key', () => {
    const offers = [read('declaration-a')]
    expect(reading([declared('2026-11-01')], { offers }).offers.map(({ service }) => service.nom)).toEqual([
      'lu declaration-a',
    ])
  })
  test('without any page they are the whole listing; another failure is a failure', () => {
    const failed = (code: string): Outcome => ({
      state: 'failed',
      code,
      message: 'm',
      whose: 'configuration',
      documents: 0,
    })
    const outcomeOf = (code: string, ...statements: Statement[]) =>
      reading(statements, { offers: [], outcome: failed(code) }).outcome
    expect(outcomeOf('sans-adresse', declared('2026-11-01'))).toEqual({ state: 'complete', documents: 0 })
    expect(outcomeOf('injoignable', declared('2026-11-01'))).toEqual(failed('injoignable'))
    expect(outcomeOf('sans-adresse', said('2026-11-01', confirmation, 'x'))).toEqual(failed('sans-adresse'))
    const partial: Outcome = { state: 'partial', reasons: [], documents: 1 }
    expect(reading([declared('2026-11-01')], { outcome: partial }).outcome).toEqual(partial)
  })
})

describe('withdrawn offers', () => {
  test.each<[what: string, statements: () => Statement[], keys: string[]]>([
    ['withdrawn', () => [said('2026-11-01', withdrawal, 'x')], ['y']],
    ['of another source', () => [said('2026-11-01', withdrawal, 'x', 'autre')], ['x', 'y']],
    ['confirmed since', () => [said('2026-11-02', confirmation, 'x'), said('2026-11-01', withdrawal, 'x')], ['x', 'y']],
    ['confirmed before', () => [said('2026-11-01', confirmation, 'x'), said('2026-11-02', withdrawal, 'x')], ['y']],
    [
      'there again',
      () => [said('2026-11-02', { kind: 'return' }, 'x'), said('2026-11-01', withdrawal, 'x')],
      ['x', 'y'],
    ],
    [
      'declared, withdrawn',
      () => [said('2026-11-02', withdrawal, 'declaration-a'), declared('2026-11-01')],
      ['x', 'y'],
    ],
    [
      'declared again since',
      () => [declared('2026-11-02'), said('2026-11-01', withdrawal, 'declaration-a')],
      ['x', 'y', 'declaration-a'],
    ],
  ])('%s', (_, statements, keys) => expect(names(statements())).toEqual(keys))
})

test('an offer confirmed has the day that it was confirmed, the others keep theirs', () => {
  const days = reading([declared('2026-11-01'), said('2026-11-20', confirmation, 'declaration-a')]).offers.map(
    ({ service }) => service.date_maj,
  )
  expect(days).toEqual(['2026-01-01', '2026-01-01', '2026-11-20'])
})
