import { expect, test } from 'vitest'
import { agesIn, publicOfAge } from './ages.ts'

const read = (text: string) => agesIn(text).map(age => [age.min, age.max, ...publicOfAge(age)])

test.each<[text: string, ages: unknown[][]]>([
  ['16/29 ans', [[16, 29, 'jeunes']]],
  ['16-25 ans', [[16, 25, 'jeunes']]],
  ['16 – 25 ans', [[16, 25, 'jeunes']]],
  ['de 16 à 25 ans révolus', [[16, 25, 'jeunes']]],
  ['de 18 ans à 25 ans', [[18, 25, 'jeunes']]],
  ['âgés de 18 à 30 ans inclus', [[18, 30, 'jeunes']]],
  ['entre 18 et 30 ans', [[18, 30, 'jeunes']]],
  ['de seize à vingt-cinq ans', [[16, 25, 'jeunes']]],
  ['11-17 ans', [[11, 17, 'jeunes']]],
  ['jeunes (16-25)', [[16, 25, 'jeunes']]],
  ['âge : 16-25', [[16, 25, 'jeunes']]],
  ['18-64 ans', [[18, 64]]],
  ['3 à 6 ans', [[3, 6]]],
  ['6-16 ans', [[6, 16]]],
  ['de 50 à 65 ans', [[50, 65, 'seniors']]],
  ['à partir de 16 ans', [[16, null]]],
  ['dès 18 ans', [[18, null]]],
  ['dès l’âge de 16 ans', [[16, null]]],
  ['plus de 18 ans', [[18, null]]],
  ['au moins 18 ans', [[18, null]]],
  ['18 ans et plus', [[18, null]]],
  ['18 ans minimum', [[18, null]]],
  ['18 ans révolus', [[18, null]]],
  ['+ de 45 ans', [[45, null]]],
  ['+ de 50 ans', [[50, null, 'seniors']]],
  ['+60 ans', [[60, null, 'seniors']]],
  ['60+', [[60, null, 'seniors']]],
  ['55 ans et +', [[55, null, 'seniors']]],
  ['à partir de 60 ans', [[60, null, 'seniors']]],
  ['moins de 26 ans', [[null, 25, 'jeunes']]],
  ['-26 ans', [[null, 25, 'jeunes']]],
  ['< 26 ans', [[null, 25, 'jeunes']]],
  ['- de 26 ans', [[null, 25, 'jeunes']]],
  ['jusqu’à 25 ans', [[null, 25, 'jeunes']]],
  ['25 ans maximum', [[null, 25, 'jeunes']]],
  ['moins de 12 ans', [[null, 11]]],
  ['moins de 60 ans', [[null, 59]]],
  ['personnes de 18 ans', [[18, 18]]],
  [
    '16-25 ans ou plus de 50 ans',
    [
      [16, 25, 'jeunes'],
      [50, null, 'seniors'],
    ],
  ],
])('«%s»', (text, ages) => {
  expect(read(text)).toEqual(ages)
})

test.each([
  '20 ans d’expérience',
  'plus de 2 ans de chômage',
  'depuis plus de 2 ans',
  'depuis 20 ans',
  'il y a 3 ans',
  '25-16 ans',
  '9h-12h',
  'du 16-25 mars',
  '12 personnes',
  'association de 10 habitants',
  '',
])('«%s» asks for no age', text => {
  expect(read(text)).toEqual([])
})

test('an age stands where it is written, with what a lexicon may call it', () => {
  const text = 'Les femmes de + de 50 ans de Rennes'
  const [age] = agesIn(text)
  expect(text.slice(age?.index, (age?.index ?? 0) + (age?.length ?? 0))).toBe('+ de 50 ans')
  expect(age?.keys).toContain('plus de 50 ans')
  expect(agesIn('16/29 ans')[0]?.keys).toContain('16 29 ans')
})
