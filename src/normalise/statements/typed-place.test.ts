import { expect, test } from 'vitest'
import { typedHours, typedZone } from './typed-place.ts'

test.each([
  'département',
  'le departement',
  'tout le département',
  'sur tout le département',
  ' Sur l’ensemble du département ',
])('«%s» is the département of the person', words => {
  expect(typedZone(words, '35')).toEqual({ values: ['35'], unknown: [] })
})

test('anything said before or after is read as a zone', () => {
  expect(typedZone('tout le département sauf Redon', '35')).toMatchObject({ unknown: [{}, {}] })
  expect(typedZone('hors de tout le département', '35').values).toEqual([])
  expect(typedZone('Redon', '35')).toEqual({ values: ['35236'], unknown: [] })
})

test('hours are read, or what can be read instead is said', () => {
  expect(typedHours('lundi 9h-12h')).toEqual({ value: 'Mo 09:00-12:00' })
  expect(typedHours('parfois')).toEqual({
    expected:
      'des jours et des heures, par exemple du lundi au vendredi de 9 h à 12 h et de 14 h à 17 h (ici : aucun jour ouvert)',
  })
})
