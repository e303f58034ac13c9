import { expect, test } from 'vitest'
import { parseSiret } from './siret.ts'

test.each([
  ['SIRET : 130 025 265 00013', '13002526500013'],
  ['13002526500013.0', '13002526500013'],
  ['35600000000048', '35600000000048'],
  ['35600000049837', '35600000049837'],
  ['130-025-265-00013', '13002526500013'],
  ['ancien SIRET : 35600000000048 ; nouveau : 13002526500013', '13002526500013'],
  ['13002526500013 (remplace 35600000000048)', '13002526500013'],
  ['13002526500013 puis 130 025 265 00013', '13002526500013'],
])('%s', (text, value) => {
  expect(parseSiret(text)).toEqual({ ok: true, values: [value] })
})

test.each([
  ['13002526500014', 'clé est juste'],
  ['1,30025E+13', 'tableur'],
  ['', 'clé est juste'],
  ['130 025 265', 'clé est juste'],
  ['00000000000000', 'clé est juste'],
  ['ancien SIRET : 35600000000048', 'pas un ancien'],
])('«%s» is refused', (text, expected) => {
  expect(parseSiret(text)).toMatchObject({ ok: false, expected: expect.stringContaining(expected) })
})

test('of two SIRETs the first is kept, and told', () => {
  expect(parseSiret('13002526500013 / 35600000000048')).toEqual({
    ok: true,
    values: ['13002526500013'],
    notes: [
      {
        code: 'siret-a-verifier',
        severity: 'avertissement',
        message: 'Plusieurs SIRET : 13002526500013, 35600000000048 ; le premier est gardé.',
      },
    ],
  })
})
