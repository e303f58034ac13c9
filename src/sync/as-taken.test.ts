import { expect, test } from 'vitest'
import { sampleFields } from '../../test/dora/sample-fields.ts'
import type { Dialect } from '../dora/dialect.ts'
import { asTaken, writable } from './as-taken.ts'
import { FIELDS } from './fields.ts'

const speaking = (...unwritable: (keyof Dialect['unwritable'])[]): Dialect => ({
  known: true,
  unwritable: Object.fromEntries(unwritable.map(field => [field, 'read-only'])),
  keys: {},
  limits: {},
  appeared: [],
})

test('a DORA that takes everything leaves an offer as it is', () => {
  const fields = sampleFields({ status: 'PUBLISHED' })
  expect(asTaken(fields, speaking())).toEqual({ fields, unwritable: [], heldBack: null })
  expect(writable(speaking())).toEqual(FIELDS)
})

test('only what the source says and cannot be written is told, and is all that is not sent', () => {
  const fields = sampleFields({ recurrence: null, address2: 'Bâtiment B' })
  const dialect = speaking('recurrence', 'address2')
  expect(asTaken(fields, dialect)).toEqual({ fields, unwritable: ['address2'], heldBack: null })
  expect(writable(dialect)).toEqual(FIELDS.filter(field => field !== 'recurrence' && field !== 'address2'))
})

test('nothing is lost of a flag, nor of what DORA computes or says in other fields', () => {
  const fields = sampleFields({ isCumulative: true, shortDesc: 'Un résumé', beneficiariesAccessModes: ['telephoner'] })
  const dialect = speaking('isCumulative', 'shortDesc', 'beneficiariesAccessModes')
  expect(asTaken(fields, dialect).unwritable).toEqual([])
})

test('an offer whose contact cannot be written stays a draft, and the reason is told', () => {
  const fields = sampleFields({
    status: 'PUBLISHED',
    contactPhone: '0299000000',
    contactEmail: 'accueil@exemple.fr',
    beneficiariesAccessModes: ['telephoner', 'envoyer-un-mail'],
  })
  expect(asTaken(fields, speaking('contactPhone', 'contactEmail'))).toEqual({
    fields: { ...fields, status: 'DRAFT' },
    unwritable: ['contactPhone', 'contactEmail'],
    heldBack: 'On mobilise par téléphone : le numéro manque. On mobilise par courriel : l’adresse manque.',
  })
})

test('what misses without a list or a text is told like what misses without a number', () => {
  const heldBack = (field: keyof Dialect['unwritable']) =>
    asTaken(sampleFields({ status: 'PUBLISHED' }), speaking(field)).heldBack
  expect(heldBack('categories')).toBe('Aucune catégorie de besoin.')
  expect(heldBack('name')).toBe('Le nom manque.')
  expect(heldBack('address2')).toBeNull()
})

test('a draft is not held back: nobody asked that it be shown', () => {
  const fields = sampleFields({ status: 'DRAFT', contactPhone: '0299000000', beneficiariesAccessModes: ['telephoner'] })
  expect(asTaken(fields, speaking('contactPhone'))).toEqual({ fields, unwritable: ['contactPhone'], heldBack: null })
})

test('a published offer that lacks nothing without the field is published', () => {
  const fields = sampleFields({ status: 'PUBLISHED', address2: 'Bâtiment B' })
  expect(asTaken(fields, speaking('address2'))).toEqual({ fields, unwritable: ['address2'], heldBack: null })
})

test('what is missing for another reason is not this DORA’s doing', () => {
  const fields = sampleFields({ status: 'PUBLISHED', categories: [] })
  expect(asTaken(fields, speaking())).toEqual({ fields, unwritable: [], heldBack: null })
})
