import { expect, test } from 'vitest'
import { duration, parseDuration } from './duration.ts'

const read = (text: string) => {
  const parsed = parseDuration(text)
  return parsed.ok ? [parsed.values[0]?.hoursPerWeek, parsed.values[0]?.weeks] : parsed.expected
}

test.each([
  ['780 h sur 32 semaines', 24.4, 32],
  ['4 jours par semaine, 6 h par jour', 24, null],
  ['6h par jour, sur 4 jours semaine', 24, null],
  ['15 heures par semaine', 15, null],
  ['15 à 20 h par semaine', 20, null],
  ['de 4 à 26 h/semaine', 26, null],
  ['24 heures hebdomadaires pendant 8 mois', 24, 35],
  ['26 h 30 par semaine', 26.5, null],
  ['Durée : 12 mois maximum', null, 52],
  ['une période maximale de 24 mois', null, 104],
  ['700 heures dont 140 heures en entreprise, sur 24 semaines', 29.2, 24],
  ['192 h + 426 h + 162 h sur 8 mois et demi', 21.1, 37],
  ['deux demi-journées par semaine', 6, null],
  ['du 4 mars au 28 juin 2026', null, 17],
  ['six mois dont 3 mois en centre', null, 26],
  ['1 120 heures sur 40 semaines', 28, 40],
  ['vingt-quatre heures par semaine pendant trente-deux semaines', 24, 32],
  ['vingt et une heures par semaine', 21, null],
  ['de vingt à trente-cinq heures par semaine', 35, null],
])('%s', (text, hours, weeks) => {
  expect(read(text)).toEqual([hours, weeks])
})

test('«400 heures par semaine» is impossible', () => {
  expect(read('400 heures par semaine')).toContain('valeur impossible')
  expect(read('780 h sur 2 semaines')).toContain('valeur impossible')
})

test.each(['', 'à votre rythme', 'de 9 h à 17 h', 'cent vingt-deux élèves', 'les quatre-vingt-dix-huit heures'])(
  '«%s» has no duration',
  text => {
    expect(read(text)).toContain('une durée')
  },
)

test('what was computed or chosen is told', () => {
  const codes = (text: string) => {
    const parsed = parseDuration(text)
    return parsed.ok ? (parsed.notes ?? []).map(note => note.code) : []
  }
  expect(codes('780 h sur 32 semaines')).toEqual(['heures-calculees'])
  expect(codes('de 4 à 26 h par semaine')).toEqual(['heures-progressives'])
  expect(codes('12 mois')).toEqual(['mois-en-semaines'])
  expect(codes('deux demi-journées par semaine')).toEqual(['demi-journees'])
})

test('one side of a duration', () => {
  const context = { today: '2026-01-01' }
  expect(duration.apply('780 h sur 32 semaines', 'weeks', context)).toMatchObject({ ok: true, values: [32] })
  expect(duration.apply('12 mois', 'hours', context)).toMatchObject({ ok: false })
})
