import { expect, test } from 'vitest'
import { parseSiret } from './siret.ts'

test.each([
  ['SIRET : 130 025 265 00013', '13002526500013'],
  ['13002526500013.0', '13002526500013'],
  ['35600000000048', '35600000000048'],
  ['35600000049837', '35600000049837'],
])('%s', (text, value) => {
  expect(parseSiret(text)).toEqual({ ok: true, values: [value] })
})

test.each([
  ['13002526500014', 'clé est juste'],
  ['1,30025E+13', 'tableur'],
  ['', 'clé est juste'],
  ['130 025 265', 'clé est juste'],
])('«%s» is refused', (text, expected) => {
  expect(parseSiret(text)).toMatchObject({ ok: false, expected: expect.stringContaining(expected) })
})
