import { expect, test } from 'vitest'
import { parseNumber } from './number.ts'

test.each([
  ['14 adultes à partir de 18 ans', 14],
  ['-1,6743', -1.6743],
  ['48.1173', 48.1173],
  ['1\u202F350 allocataires', 1350],
])('%s', (text, value) => {
  expect(parseNumber(text)).toEqual({ ok: true, values: [value] })
})

test('no number is told', () => {
  expect(parseNumber('une douzaine')).toEqual({ ok: false, expected: 'un nombre' })
})
