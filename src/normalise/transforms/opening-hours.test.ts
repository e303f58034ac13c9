import { expect, test } from 'vitest'
import { parseOpeningHours } from './opening-hours.ts'

const read = (text: string) => {
  const parsed = parseOpeningHours(text)
  return parsed.ok ? parsed.values[0] : parsed.expected
}

test.each([
  ['Du lundi au vendredi de 9 h à 12 h 30 et de 14 h à 17 h', 'Mo-Fr 09:00-12:30,14:00-17:00'],
  ['Lundi au jeudi : 9h-12h / 14h-17h30, vendredi : 9h-12h', 'Mo-Th 09:00-12:00,14:00-17:30; Fr 09:00-12:00'],
  ['lundi, mardi et jeudi 9h00-17h00', 'Mo,Tu,Th 09:00-17:00'],
  ['Lun 09:00 - 12:00\nMar 09:00 - 12:00\nMer fermé\nJeu 09:00 - 12:00', 'Mo,Tu,Th 09:00-12:00'],
  ['Lundi : 9h-12h ; mardi : fermé ; mercredi : 9h-12h', 'Mo,We 09:00-12:00'],
  ['du lundi au vendredi sauf mercredi de 9h à 17h', 'Mo,Tu,Th,Fr 09:00-17:00'],
  ['du lundi au vendredi de 9h à 17h sauf le mercredi', 'Mo,Tu,Th,Fr 09:00-17:00'],
  ['Accompagnement du lundi au vendredi', 'Mo-Fr'],
  ['lundi de 9 h à midi', 'Mo 09:00-12:00'],
  ['mardi de 14h à 17h sur rendez-vous', 'Tu 14:00-17:00 "sur rendez-vous"'],
  ['Ouvert 7j/7, 24h/24', '24/7'],
  ['samedi et dimanche 10h-18h', 'Sa,Su 10:00-18:00'],
  ['Mo-Fr 09:00-17:00', 'Mo-Fr 09:00-17:00'],
])('%s', (text, expected) => {
  expect(read(text)).toBe(expected)
})

test.each([
  '',
  'nous consulter',
  'lundi de 17h à 9h',
  'Mo-Fr 99:00',
  'fermé le lundi',
  'de 9 h à midi',
  'lundi 9h-12h, semaines paires',
])('«%s» is refused', text => {
  expect(read(text)).toMatch(/des jours et des heures|syntaxe OpenStreetMap/)
})

test('a detail that the syntax could not keep is told', () => {
  expect(parseOpeningHours('mardi 9h-12h hors vacances scolaires')).toMatchObject({
    ok: true,
    values: ['Tu 09:00-12:00'],
    notes: [{ code: 'horaires-partiels', severity: 'avertissement' }],
  })
})
