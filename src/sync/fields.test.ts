import { expect, test } from 'vitest'
import { canonical, isEmpty, same } from './fields.ts'

test.each([
  ['text: Unicode form', 'name', 'e\u0301te\u0301', 'été'],
  ['text: runs of blanks, no-break ones too', 'fullDesc', ' un\u00A0\n  deux ', 'un deux'],
  ['text: empty is null', 'address1', '  ', null],
  ['set: order and repetition', 'publics', ['b', 'a', 'b'], ['a', 'b']],
  ['set: empty is null', 'publics', [], null],
] as const)('same value, %s', (_, field, a, b) => {
  expect(same(field, a, b)).toBe(true)
})

test.each([
  ['text: a letter', 'name', 'offre', 'offres'],
  ['text: capitals are a change', 'name', 'Offre', 'offre'],
  ['set: one more', 'publics', ['a'], ['a', 'b']],
  ['flag: false is not empty', 'isCumulative', false, null],
  ['number: zero is not empty', 'durationWeeks', 0, null],
] as const)('another value, %s', (_, field, a, b) => {
  expect(same(field, a, b)).toBe(false)
})

test('a text that looks like the JSON of a set is still a text', () => {
  expect(canonical('name', '["a"]')).toBe('["a"]')
  expect(isEmpty('publics', [' '])).toBe(true)
})

test('a value of another kind than its field’s is compared as far as it says something', () => {
  expect(canonical('publics', 'jeunes')).toBe(canonical('publics', ['jeunes']))
  expect([canonical('publics', null), canonical('publics', undefined), canonical('publics', [' '])]).toEqual([
    null,
    null,
    null,
  ])
  expect([canonical('name', undefined), canonical('name', ' '), canonical('name', 3)]).toEqual([null, null, '3'])
  expect([canonical('durationWeeks', '3'), canonical('durationWeeks', 3)]).toEqual([null, 3])
  expect([canonical('isCumulative', 'true'), canonical('isCumulative', false)]).toEqual([null, false])
})
