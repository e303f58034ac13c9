import { expect, test } from 'vitest'
import type { FieldProposal } from '../learn/proposal.ts'
import { leftUnread } from './left-unread.ts'
import { studioField } from './studio-fields.ts'

const said = (text: string, label: string | null = null) => ({ rank: 1, text, label, where: '' })
const read = (words: string): FieldProposal => ({
  value: 'x',
  words,
  where: '',
  reason: '',
  confidence: 'haute',
  unread: [],
  alternatives: [],
})

test.each([
  ['under its label', 'horaires_accueil', [said('9h-12h', 'Horaires')], { words: '9h-12h', label: 'Horaires' }],
  ['under a question', 'publics', [said('les aidants', 'Pour qui ?')], { words: 'les aidants', label: 'Pour qui ?' }],
  ['without a label', 'horaires_accueil', [said('Le mardi à 10h30')], { words: 'Le mardi à 10h30', label: null }],
  ['under the label of another field', 'duree', [said('9h-12h', 'Horaires')], null],
  ['nothing', 'frais', [said('Un moment pour souffler')], null],
])('words that speak of a field of which nothing was read: %s', (_, name, lines, expected) => {
  const field = studioField(name)
  if (field === undefined) throw new Error(name)
  expect(leftUnread(field, { fields: {}, lines })).toEqual(expected)
  expect(leftUnread(field, { fields: { [field.parts[0] ?? '']: read('') }, lines })).toBeNull()
})

test('a sum that another field was read from is told there', () => {
  const field = studioField('frais')
  const text = 'Une aide de 500 € pour passer le permis.'
  if (field === undefined) throw new Error('no such field')
  expect(leftUnread(field, { fields: {}, lines: [said(text)] })?.words).toBe(text)
  expect(leftUnread(field, { fields: { description: read(text) }, lines: [said(text)] })).toBeNull()
})

test('a line that somebody left out of the offers is nothing that they say', () => {
  const field = studioField('frais')
  if (field === undefined) throw new Error('no such field')
  const lines = [said('Gratuit', 'Tarif')]
  expect(leftUnread(field, { fields: {}, lines }, ['Public'])?.words).toBe('Gratuit')
  expect(leftUnread(field, { fields: {}, lines }, ['Tarif'])).toBeNull()
})
