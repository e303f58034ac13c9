import { expect, test } from 'vitest'
import { readFieldErrors } from './field-errors.ts'

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
