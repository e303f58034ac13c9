import { expect, test } from 'vitest'
import { readFieldCodes, readFieldErrors } from './field-errors.ts'
import { fieldLabel, sayFields } from './field-label.ts'

test('a field, a list by index, the whole record', () => {
  const body = {
    name: [{ message: 'Ce champ ne peut être vide.', code: 'blank' }],
    publics: { 1: [{ message: '« x » n’est pas un choix valide.', code: 'invalid_choice' }] },
    nonFieldErrors: [{ message: 'Règle entre champs.', code: 'invalid' }],
  }
  expect(readFieldErrors(body).fields).toEqual({
    name: 'Ce champ ne peut être vide.',
    publics: '2ᵉ valeur : « x » n’est pas un choix valide.',
    nonFieldErrors: 'Règle entre champs.',
  })
})

test('a refusal of the request', () => {
  expect(readFieldErrors({ detail: { message: 'Token non valide.', code: 'authentication_failed' } })).toEqual({
    fields: {},
    detail: 'Token non valide.',
    code: 'authentication_failed',
  })
})

test('two messages on one field are both told; anything else says nothing', () => {
  const two = [
    { message: 'Un.', code: 'a' },
    { message: 'Deux.', code: 'b' },
  ]
  expect(readFieldErrors({ phone: two }).fields).toEqual({ phone: 'Un. Deux.' })
  expect(readFieldErrors('<html>')).toEqual({ fields: {}, detail: null, code: null })
  expect(readFieldErrors(null)).toEqual({ fields: {}, detail: null, code: null })
})

test('what DORA says in another form is told as far as it is words, and nothing else is', () => {
  expect(readFieldErrors({ name: 'Trop long.', phone: ['Un.', 'Deux.'] }).fields).toEqual({
    name: 'Trop long.',
    phone: 'Un. Deux.',
  })
  expect(readFieldErrors({ name: 12, phone: null, email: [], url: { niveau: 3 } }).fields).toEqual({})
  expect(readFieldErrors({ detail: 'Non.' })).toEqual({ fields: {}, detail: null, code: null })
  expect(readFieldErrors({ detail: { message: 1, code: 2 } })).toEqual({ fields: {}, detail: null, code: null })
})

test('the place in a list is told from one on; a key that only holds figures within is no place', () => {
  const at = (key: string) => readFieldErrors({ publics: { [key]: [{ message: 'Non.' }] } }).fields.publics
  expect(at('0')).toBe('1ʳᵉ valeur : Non.')
  expect(at('11')).toBe('12ᵉ valeur : Non.')
  expect(at('x1')).toBe('Non.')
  expect(at('1x')).toBe('Non.')
})

test('codes by field: those that are words, of fields that hold a list', () => {
  const body = { siret: [{ code: 'unique' }, { code: 3 }, 'x', null, 'code'], name: { code: 'x' }, detail: 'non' }
  expect(readFieldCodes(body)).toEqual({ siret: ['unique'] })
  for (const nothing of [null, 'x', [{ code: 'x' }]]) expect(readFieldCodes(nothing)).toEqual({})
})

test('each field has its French name, of a service first; what DORA alone names too', () => {
  expect(['name', 'siret', 'nonFieldErrors', 'toString', 'inconnu'].map(fieldLabel)).toEqual([
    'nom',
    'SIRET',
    'ensemble de la fiche',
    null,
    null,
  ])
  expect(sayFields(['name', 'feeDetails', 'status'])).toBe('nom, précisions sur les frais et statut')
})
