import { expect, test } from 'vitest'
import { weeksAsDays } from './week-number.ts'

test.each([
  ['S12 2027', 'du 22/03/2027 au 28/03/2027'],
  ['semaine n° 12 de l’année 2027', 'du 22/03/2027 au 28/03/2027'],
  ['2027-W12', 'du 22/03/2027 au 28/03/2027'],
  ['à partir de S12 2027', 'à partir de le 22/03/2027'],
  ['jusqu’à S12 2027', 'jusqu’à le 28/03/2027'],
  ['S12 à S20 2027', 'du 22/03/2027 au 23/05/2027'],
  ['S50 2026 - S05 2027', 'du 07/12/2026 au 07/02/2027'],
  ['semaines 12 et 14 de 2027', 'du 22/03/2027 au 28/03/2027 et du 05/04/2027 au 11/04/2027'],
  ['S53 2026', 'du 28/12/2026 au 03/01/2027'],
  ['S1 2026', 'S1 2026'],
  ['S3 2026', 'S3 2026'],
  ['S3 à S10 2027', 'du 18/01/2027 au 14/03/2027'],
  ['S01 2026', 'du 29/12/2025 au 04/01/2026'],
  ['semaine 2 2026', 'du 05/01/2026 au 11/01/2026'],
])('«%s» → «%s»', (words, days) => {
  expect(weeksAsDays(words).replace(/ {2,}/g, ' ')).toBe(days)
})

test.each([
  'S53 2027',
  'S60 2027',
  'S0 2027',
  'S12',
  '12 semaines en 2027',
  'Salle S12 2027',
  'CAS 12 2027',
  '2 semaines 12/2027',
])('«%s» stays as it is', words => {
  expect(weeksAsDays(words)).toBe(words)
})

test('weeks that make no range lose their year, so that no half of them is read', () => {
  expect(weeksAsDays('S12 à S10 2027')).toBe('S12 à S10 ')
})
