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

test.each(['0 semaine', '0 mois', '0 an', 'zéro semaine', '10 h sur 0 semaine'])('«%s» is no length', words => {
  expect(read(words)).toContain('une durée')
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

const several = (kept: string, other: string) => `Plusieurs durées : « ${kept} » est gardé, pas « ${other} ».`
const months = (count: number, weeks: number) => `${count} mois comptés pour ${weeks} semaines.`
const most = (words: string, what: string) =>
  `« ${words} » est une fourchette : le plus grand nombre de ${what} est gardé. À vérifier.`
const total = (hours: number) =>
  `${hours} h en tout : sans le nombre de semaines, le volume par semaine n’est pas connu.`

/** Hours a week, weeks, hours in all, and all that is told. */
test.each<[words: string, hours: number | null, weeks: number | null, total: number | null, told: string[]]>([
  ['48 h par semaine', 48, null, null, []],
  ['15 h par semaine, 20 h par semaine', 15, null, null, [several('15 h par semaine', '20 h par semaine')]],
  ['15 h 30 par semaine, 15 h par semaine', 15.5, null, null, [several('15 h 30 par semaine', '15 h par semaine')]],
  ['15 h par semaine, 15 h par semaine', 15, null, null, []],
  ['6 h 30 par jour, 4 jours par semaine', 26, null, null, []],
  ['1 demi-journée par semaine', 3, null, null, ['Une demi-journée est comptée pour 3 heures.']],
  ['12 à 16 semaines', null, 16, null, [most('12 à 16 semaines', 'semaines')]],
  ['3 à 6 mois', null, 26, null, [most('3 à 6 mois', 'mois'), months(6, 26)]],
  ['12 semaines, 16 semaines', null, 12, null, [several('12 semaines', '16 semaines')]],
  ['12 semaines, soit 3 mois', null, 12, null, []],
  ['6 mois soit 26 semaines', null, 26, null, []],
  ['3 mois, 6 mois', null, 26, null, [several('6 mois', '3 mois'), months(6, 26)]],
  ['18 mois et 2 ans', null, 104, null, [several('2 ans', '18 mois'), months(24, 104)]],
  ['5 ans', null, 260, null, [months(60, 260)]],
  ['du 4 mars au 28 juin 2026, de 9 h à 12 h', null, 17, null, ['La période dure 17 semaines.']],
  ['du 4 au 29 mars 2026', null, 4, null, ['La période dure 4 semaines.']],
  ['500 h sur 20 semaines', 25, 20, 500, ['500 h sur 20 semaines : soit 25 h par semaine, calculé.']],
  ['120 h + 30 h', null, null, 150, [total(150)]],
  ['120 h et 30 h', null, null, 120, [several('120 h', '30 h'), total(120)]],
  ['13 h', null, null, 13, [total(13)]],
  ['24 h', null, null, 24, [total(24)]],
  ['de 25 h', null, null, 25, [total(25)]],
])('«%s»: %d h a week, %d weeks, %d h', (words, hours, weeks, all, told) => {
  const parsed = parseDuration(words)
  const [value] = parsed.ok ? parsed.values : []
  expect([value?.hoursPerWeek, value?.weeks, value?.totalHours]).toEqual([hours, weeks, all])
  expect((parsed.ok ? (parsed.notes ?? []) : []).map(({ message }) => message)).toEqual(told)
})

test.each([
  '4 jours par semaine',
  '6 h par jour',
  '6 ans',
  'depuis 3 mois',
  'le 4 mars 2026',
  '12 h',
  'de 24 h',
  '100 h par mois',
  '100 h par personne',
])('«%s» is no duration', words => {
  expect(read(words)).toContain('une durée')
})

test('what an option asks for is told when it is missing', () => {
  const context = { today: '2026-01-01' }
  expect(duration.apply('12 mois', 'hours', context)).toMatchObject({ expected: 'un nombre d’heures par semaine' })
  expect(duration.apply('15 h par semaine', 'weeks', context)).toMatchObject({ expected: 'un nombre de semaines' })
  expect(duration.apply('12 à 16 semaines', null, context)).toMatchObject({
    values: [{ weeks: 16, ranges: { weeks: '12 à 16 semaines' } }],
  })
})

test.each(['plus de', 'moins de'])('«%s» before hours a week is told', bound => {
  expect(parseDuration(`${bound} 20h par semaine`)).toMatchObject({
    values: [{ hoursPerWeek: 20 }],
    notes: [
      {
        code: 'duree-a-verifier',
        message: `« ${bound} 20h par semaine » : une limite, et pas une durée ; 20 h est gardé.`,
      },
    ],
  })
})

const made = (words: string, hours: string) => `« ${words} » : soit ${hours} h par semaine, calculé.`

test.each<[words: string, hours: number | null, weeks: number | null, told: string[]]>([
  ['45 minutes par semaine', 0.8, null, [made('45 minutes par semaine', '0,8')]],
  ['90 min/sem', 1.5, null, [made('90 min/sem', '1,5')]],
  ['1 h 30 min par semaine', 1.5, null, []],
  ['2 x 3h par semaine', 6, null, [made('2 x 3h par semaine', '6')]],
  ['2x3h/semaine', 6, null, [made('2x3h/semaine', '6')]],
  ['deux fois 2h30 par semaine', 5, null, [made('deux fois 2h30 par semaine', '5')]],
  ['3 séances de 2h par semaine', 6, null, [made('3 séances de 2h par semaine', '6')]],
  ['2 demi-journées de 3h par semaine', 6, null, [made('2 demi-journées de 3h par semaine', '6')]],
  ['1 atelier de 2h par semaine pendant 10 semaines', 2, 10, []],
  ['3h x 2 par semaine', 6, null, [made('3h x 2 par semaine', '6')]],
  ['3h30, deux fois par semaine', 7, null, [made('3h30, deux fois par semaine', '7')]],
  ['2 x 6 semaines', null, 12, ['12 semaines, calculé.']],
  ['3 semaines + 2 semaines', null, 5, ['5 semaines, calculé.']],
  ['3 semaines + 3 semaines', null, 6, ['6 semaines, calculé.']],
  ['3 semaines, 2 semaines', null, 3, [several('3 semaines', '2 semaines')]],
  ['3 semaines + 2 à 4 semaines', null, 3, [several('3 semaines', '2 à 4 semaines')]],
  [
    '20 h par semaine, une semaine sur deux',
    20,
    null,
    [
      'Ces mots, à côté de la valeur gardée, n’ont pas été compris : « une semaine sur deux » (rang ou fréquence). À vérifier.',
    ],
  ],
])('times and minutes: «%s»', (words, hours, weeks, told) => {
  const parsed = parseDuration(words)
  const [value] = parsed.ok ? parsed.values : []
  expect([value?.hoursPerWeek, value?.weeks]).toEqual([hours, weeks])
  expect((parsed.ok ? (parsed.notes ?? []) : []).map(({ message }) => message)).toEqual(told)
})

test.each([
  '1 semaine sur 2',
  'une semaine sur deux',
  '1 semaine sur 4',
  '3 jours par semaine, une semaine sur trois',
  '2000',
  '2027',
])('how often, or a bare number, is no length: «%s»', words => expect(read(words)).toContain('une durée'))

test('times that make too many hours are impossible', () => {
  expect(read('10 x 7h par semaine')).toContain('valeur impossible')
})

test.each([
  ['2 jours par semaine pendant 3 mois', '« 2 jours par semaine » : sans les heures par jour', 13],
  ['6 h par jour pendant 8 semaines', '« 6 h par jour » : sans le nombre de jours', 8],
])('«%s»: what is missing for hours a week is told', (words, message, weeks) => {
  const parsed = parseDuration(words)
  expect(parsed).toMatchObject({ ok: true, values: [{ hoursPerWeek: null, weeks }] })
  expect(parsed.ok && parsed.notes?.map(note => note.message)).toContainEqual(
    `${message}, le volume par semaine n’est pas connu.`,
  )
})

test('several periods are no number of weeks', () => {
  expect(parseDuration('du 4 au 8 janvier et du 1er au 5 mars 2027').ok).toBe(false)
})
