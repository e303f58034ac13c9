import { expect, test } from 'vitest'
import type { KnownOffer } from '../../ledger/offers.ts'
import { currentValues, readCorrection, sameValue } from './corrections.ts'

const ON = { department: '', today: '2026-11-30' }
const before = currentValues({
  name: 'Atelier',
  record: {
    provenance: {},
    service: {
      nom: 'Atelier',
      description: 'Un atelier d’essai.',
      telephone: '+33299010203',
      publics: ['jeunes', 'femmes'],
      courriel: 'pas une adresse',
    },
  },
} as unknown as KnownOffer)
const fieldsOf = (changed: Record<string, string>, comment = '') => {
  const read = readCorrection(before, { ...before, ...changed }, comment, ON)
  return read.kind === 'said' ? read.body.fields : read.errors
}

test('a number is shown as people write it', () => {
  expect(before.telephone).toBe('02 99 01 02 03')
})

test.each([
  ['nothing changed', {}, { commentaire: expect.stringContaining('Rien n’a changé') }],
  [
    'only blanks, an order, the writing of a number',
    { nom: 'Atelier ', publics: 'femmes,jeunes', telephone: '+33 2 99 01 02 03' },
    { commentaire: expect.stringContaining('Rien n’a changé') },
  ],
  ['one field', { telephone: '02 99 01 02 04' }, { telephone: { before: before.telephone, after: '02 99 01 02 04' } }],
  ['a field emptied', { publics: '' }, { publics: { before: 'jeunes,femmes', after: '' } }],
  ['a last day to come', { fin: '30/11/2026' }, { fin: { before: '', after: '30/11/2026' } }],
  ['a last day that is past', { fin: '29/11/2026' }, { fin: expect.stringContaining('retirez l’offre') }],
  ['a mistake of theirs', { telephone: '12' }, { telephone: expect.stringContaining('dix chiffres') }],
  [
    'what was wrong already is no mistake of theirs',
    { nom: 'Atelier neuf' },
    { nom: { before: 'Atelier', after: 'Atelier neuf' } },
  ],
])('%s', (_, changed, expected) => {
  expect(fieldsOf(changed)).toEqual(expected)
})

test('a word for the gestionnaire is enough', () => {
  expect(readCorrection(before, before, 'Fermé en août', ON)).toEqual({
    kind: 'said',
    body: { kind: 'correction', fields: {}, comment: 'Fermé en août' },
  })
})

test('the order of a list says nothing; that of the words of a text does', () => {
  expect(sameValue('publics', 'femmes,jeunes', 'jeunes, femmes')).toBe(true)
  expect(sameValue('zone_eligibilite', 'Rennes, Fougères', 'Fougères, Rennes')).toBe(true)
  expect(sameValue('description', 'À Rennes, puis à Vitré', 'puis à Vitré, À Rennes')).toBe(false)
  expect(sameValue('adresse', '2, rue de l’Exemple', '2,  rue de l’Exemple')).toBe(true)
})

test('an offer that ended already may be corrected besides', () => {
  const ended = { ...before, fin: '31/12/2025' }
  const read = readCorrection(ended, { ...ended, nom: 'Atelier neuf' }, '', ON)
  expect(read).toMatchObject({ kind: 'said', body: { fields: { nom: { after: 'Atelier neuf' } } } })
  expect(read.kind === 'said' && Object.keys(read.body.fields)).toEqual(['nom'])
})
