import { expect, test } from 'vitest'
import { parsePeriod, period } from './period.ts'

const read = (text: string) => {
  const parsed = parsePeriod(text)
  return parsed.ok ? [parsed.values[0]?.start, parsed.values[0]?.end] : parsed.expected
}

test.each([
  ['4 déc. 2025 - 5 mars 2026', '2025-12-04', '2026-03-05'],
  ['du 4 mars au 28 juin 2026', '2026-03-04', '2026-06-28'],
  ['du 4 au 29 mars 2026', '2026-03-04', '2026-03-29'],
  ['du 1er au 5 mars 2026', '2026-03-01', '2026-03-05'],
  ['4 déc. au 5 mars 2026', '2025-12-04', '2026-03-05'],
  ['1er janvier 2024 — 31 décembre 2024.', '2024-01-01', '2024-12-31'],
  ['1°" janvier au 31 décembre 2024', '2024-01-01', '2024-12-31'],
  ['septembre à décembre 2024', '2024-09-01', '2024-12-31'],
  ['Avril 2024 — décembre 2024', '2024-04-01', '2024-12-31'],
  ['01/09/2026 au 30/06/2027', '2026-09-01', '2027-06-30'],
  ['jusqu’au 30 juin 2026', null, '2026-06-30'],
  ['L’action se prolongera jusqu’en 2027', null, '2027-12-31'],
  ['à partir du 3 juin 2024', '2024-06-03', null],
  ['le 3 juin 2024 de 9 h à 12 h', '2024-06-03', '2024-06-03'],
  ['mars 2026', '2026-03-01', '2026-03-31'],
])('%s', (text, start, end) => {
  expect(read(text)).toEqual([start, end])
})

test.each([
  ['toute l’année', 'une période, par'],
  ['4 mars', 'avec son année'],
  ['du 5 avril 2026 au 3 mars 2026', 'début précède la fin'],
])('«%s» is refused', (text, expected) => {
  expect(read(text)).toContain(expected)
})

test('one edge of a period', () => {
  const context = { today: '2026-01-01' }
  expect(period.apply('du 4 mars au 28 juin 2026', 'end', context)).toEqual({ ok: true, values: ['2026-06-28'] })
  expect(period.apply('à partir du 3 juin 2024', 'end', context)).toMatchObject({ ok: false })
})
