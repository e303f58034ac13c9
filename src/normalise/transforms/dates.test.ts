import { expect, test } from 'vitest'
import { findDates, isoDay } from '../dates/find.ts'
import { account } from '../reading/account.ts'
import { parseDay, saysOtherDay } from './dates.ts'

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

test.each<[text: string, day: string]>([
  ['Offre valable jusqu’au 31/10/2026 (publié le 03/09/2026)', '2026-09-03'],
  ['Inscriptions avant le 15/10/2026 - maj 03/09/2026', '2026-09-03'],
  ['Publié le 5 mai 2026 – mis à jour le 6 juin 2026', '2026-06-06'],
  ['Prochaine mise à jour le 3 mars 2027. Mis en ligne le 4 mai 2026', '2026-05-04'],
  ['Page créée le 4 novembre 2025, corrigée le 3 mars 2026', '2026-03-03'],
])('of several days the update comes first, then the publication: «%s»', (text, expected) => {
  expect(day(text)).toBe(expected)
  expect(saysOtherDay(text, expected)).toBeNull()
})

const otherDay = (text: string) => saysOtherDay(text, day(text) ?? '')

test.each([
  'mis à jour le 4 novembre 2026',
  'MAJ : 04/11/2026',
  'M.A.J. le 04/11/2026',
  'actualisé en mars 2026',
  'Dernière modification le 4 novembre 2026 à 14h32',
  'Informations à jour au 3 mars 2026',
  'version du 3 mars 2026',
  'publié le 4 novembre 2026',
  'en date du 3 mars 2026',
  'Last updated: March 3, 2026',
  'Fin de session. Mis à jour le 3 mars 2026',
  'Tarifs 2026 mis à jour le 3 janvier 2026',
  '3 mars 2026',
])('«%s» may be the day of an update', text => {
  expect(otherDay(text)).toBeNull()
})

test.each([
  'valable jusqu’au 31 décembre 2026',
  'offre valable au 31/12/2026',
  'Inscription jusqu’au 15 mars 2026',
  'Date limite : 15/03/2026',
  'expire le 3 mars 2026',
  'Fin de validité : 03/03/2026',
  'Session du 3 mars 2026',
  'Réunion d’information le 3 mars 2026',
  'à partir du 3 mars 2026',
  'prochaine mise à jour le 3 mars 2026',
  'La mise à jour sera faite le 3 mars 2026',
  'Association créée le 3 mars 1997',
  'Tarifs au 1er janvier 2026',
  'Fermé le 3 mars 2026',
])('«%s» is no day of an update', text => {
  expect(otherDay(text)).toBe(text)
})

test('a period is no day of an update', () => {
  expect(otherDay('le 3 mars 2026 au 5 mai 2026')).toBe('le 3 mars 2026')
  expect(saysOtherDay('valable jusqu’au 3 mars 2026', '2026-05-05')).toBeNull()
})
