import { expect, test } from 'vitest'
import { findDates, isoDay } from '../dates/find.ts'
import { account } from '../reading/account.ts'
import { parseDay } from './dates.ts'

const day = (text: string) => {
  const parsed = parseDay(text)
  return parsed.ok ? parsed.values[0] : parsed.expected
}

test.each([
  ['4 décembre 2025', '2025-12-04'],
  ['4 déc. 2025', '2025-12-04'],
  ['Mis à jour le 4 DÉCEMBRE 2025 à 14 h', '2025-12-04'],
  ['1er janvier 2024', '2024-01-01'],
  ['1° janvier 2024', '2024-01-01'],
  ['1°" janvier 2024', '2024-01-01'],
  ['1% janvier 2024', '2024-01-01'],
  ['1¢" janvier 2024', '2024-01-01'],
  ['ler janvier 2025', '2025-01-01'],
  ['04/12/2025', '2025-12-04'],
  ['4.12.25', '2025-12-04'],
  ['2025-12-04', '2025-12-04'],
  ['2025-12-04T10:30:00+01:00', '2025-12-04'],
  ['20251204', '2025-12-04'],
  ['1764806400000', '2025-12-04'],
  ['le 29 février 2024', '2024-02-29'],
  ['1er août 2026', '2026-08-01'],
])('%s', (text, expected) => {
  expect(day(text)).toBe(expected)
})

test('a month alone is its first day, and told', () => {
  expect(parseDay('Septembre 2024')).toMatchObject({
    ok: true,
    values: ['2024-09-01'],
    notes: [{ code: 'date-au-mois' }],
  })
})

test.each(['', 'bientôt', '30 février 2024', '4 décembre', '31/13/2024', 'mardi', 'salle 2024'])(
  '«%s» is no full date',
  text => {
    expect(day(text)).toContain('une date avec son année')
  },
)

test('dates without a year are found, in order', () => {
  expect(findDates(account('du 4 mars au 5 avril 2026')).map(found => [found.day, found.month, found.year])).toEqual([
    [4, 3, null],
    [5, 4, 2026],
  ])
})

test('the last day of a month', () => {
  expect(isoDay({ year: 2024, month: 2, day: null }, 'end')).toBe('2024-02-29')
})
