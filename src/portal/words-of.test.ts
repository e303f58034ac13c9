import { expect, test } from 'vitest'
import { fieldLabel } from '../dora/field-label.ts'
import { SERVICE_FIELDS } from '../dora/service-fields.ts'
import { STRUCTURE_FIELDS } from '../dora/structure-fields.ts'
import { labelOfField, valueWords } from './words-of.ts'

test('a word that is also one of the language is shown as it was typed', () => {
  for (const word of ['constructor', 'toString', '__proto__']) expect(valueWords(word)).toBe(word)
})

test('a field of DORA has one French name, whoever says it', () => {
  const fields = [...Object.keys(SERVICE_FIELDS), ...Object.keys(STRUCTURE_FIELDS), 'publicsPrecisions', 'structure']
  for (const field of fields) expect(labelOfField(field).toLowerCase(), field).toBe(fieldLabel(field)?.toLowerCase())
})
