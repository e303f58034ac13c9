import { expect, test } from 'vitest'
import { KnownAnswers } from './answers.ts'
import { CompiledField } from './compiled-field.ts'
import { lexiconOf } from './lexicon.ts'
import { emptyResult, type FieldRules } from './read-field.ts'

const context = { today: '2026-11-24', department: '35', lexicon: lexiconOf({}) }
const field: FieldRules = {
  name: 'telephone',
  kind: 'text',
  rules: [{ read: ['a'], all: false, do: [{ name: 'phones', options: null }] }],
}

test('what is refused is told at each place', () => {
  const compiled = new CompiledField(field, { context, lines: [], known: new KnownAnswers() })
  const messages = ['ligne 1', 'ligne 2', '$&'].map(where => {
    const result = emptyResult()
    const origin = { document: 'd', address: 'x', where }
    compiled.read({ key: 'k', address: '', fields: { a: [{ words: 'le matin', origin }] } }, null, result)
    return result.findings.map(({ message }) => message)
  })
  expect(messages).toEqual(
    ['ligne 1', 'ligne 2', '$&'].map(where => [expect.stringContaining(`« le matin » (${where}) n’a pas été retenu`)]),
  )
})
