import { expect, test, vi } from 'vitest'
import { KnownAnswers } from './answers.ts'
import { CompiledField } from './compiled-field.ts'
import { lexiconOf } from './lexicon.ts'
import { emptyResult, type FieldRules } from './read-field.ts'
import { phones } from './transforms/phones.ts'

const context = { today: '2026-11-24', department: '35', lexicon: lexiconOf({}) }
const field: FieldRules = {
  name: 'telephone',
  kind: 'text',
  rules: [{ read: ['a'], all: false, do: [{ name: 'phones', options: null }] }],
}

// Apart from the tests beside: a run that changes lines keeps nothing from one answer to the next.
test('what is refused is worked out once', () => {
  const apply = vi.spyOn(phones, 'apply')
  const compiled = new CompiledField(field, { context, lines: [], known: new KnownAnswers() })
  for (const where of ['ligne 1', 'ligne 2', 'ligne 3']) {
    const origin = { document: 'd', address: 'x', where }
    compiled.read({ key: 'k', address: '', fields: { a: [{ words: 'le matin', origin }] } }, null, emptyResult())
  }
  expect(apply).toHaveBeenCalledTimes(1)
  apply.mockRestore()
})
