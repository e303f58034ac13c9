import { expect, test } from 'vitest'
import { findCommunes } from './find-commune.ts'

/** Each place: name, code of the COG, postal code, the words taken, and what else is told. */
const places = (text: string) =>
  findCommunes(text).map(({ commune, postalCode, from, to, cedex, mended }) =>
    [
      commune.name,
      commune.code,
      postalCode,
      text.slice(from, to),
      ...(cedex ? ['cedex'] : []),
      ...(mended ? ['0'] : []),
    ].join(' | '),
  )

test.each([
  ['35 000 Rennes', 'Rennes | 35238 | 35000 | 35 000 Rennes'],
  ['35000 : Rennes', 'Rennes | 35238 | 35000 | 35000 : Rennes'],
  ['35510-CESSON-SEVIGNE', 'Cesson-Sévigné | 35051 | 35510 | 35510-CESSON-SEVIGNE'],
  ['1000 Bourg-en-Bresse', 'Bourg-en-Bresse | 01053 | 01000 | 1000 Bourg-en-Bresse | 0'],
  ['35000 Rennes, Redon', 'Rennes | 35238 | 35000 | 35000 Rennes'],
  ['35000 Rennes; Redon', 'Rennes | 35238 | 35000 | 35000 Rennes'],
  ['35000 Rennes (Redon)', 'Rennes | 35238 | 35000 | 35000 Rennes'],
  ['35400 Saint Malo un deux trois quatre cinq six', 'Saint-Malo | 35288 | 35400 | 35400 Saint Malo'],
])('after its code: «%s»', (text, found) => {
  expect(places(text)).toEqual([found])
})

test.each([
  ['35600 REDON CEDEX', 'Redon | 35236 | 35600 | 35600 REDON CEDEX | cedex'],
  ['35042 Rennes Cedex 7', 'Rennes | 35238 | 35042 | 35042 Rennes Cedex 7 | cedex'],
  ['35042 RENNES CEDEX 12 Accueil', 'Rennes | 35238 | 35042 | 35042 RENNES CEDEX 12 | cedex'],
  ['35042 Rennes Cedexa', 'Rennes | 35238 | 35042 | 35042 Rennes'],
  ['Rennes cedex 7 35042', 'Rennes | 35238 | 35042 | Rennes cedex 7 35042 | cedex'],
])('CEDEX is no name, and what follows it is not lost: «%s»', (text, found) => {
  expect(places(text)).toEqual([found])
})

test.each([
  ['le 8 mai 1945, Rennes 35000', 'Rennes | 35238 | 35000 | Rennes 35000'],
  ['Rennes (35000)', 'Rennes | 35238 | 35000 | Rennes (35000'],
  ['Rennes,  35000', 'Rennes | 35238 | 35000 | Rennes,  35000'],
  ['y ; Rennes 35000', 'Rennes | 35238 | 35000 | Rennes 35000'],
  ['a b c d e f g h Saint Malo 35400', 'Saint-Malo | 35288 | 35400 | Saint Malo 35400'],
])('before its code: «%s»', (text, found) => {
  expect(places(text)).toEqual([found])
})

test('of another code, it is the commune only when no words follow that code', () => {
  expect(places('Rennes 35600')).toEqual(['Rennes | 35238 | 35600 | Rennes 35600'])
  expect(places('rue de Rennes 35600 bourg')).toEqual([])
  expect(places('rue de Rennes 35 600 bourg')).toEqual([])
  expect(places('Rennes 35600 9')).toEqual(['Rennes | 35238 | 35600 | Rennes 35600'])
})

test.each([
  ['1945 Rennes'],
  ['12 000 Rennes'],
  ['1000 Rennes'],
  ['Bourg-en-Bresse 1000'],
  ['35000 x Rennes'],
  ['35000 (Rennes'],
  ['rue Y 35000'],
  ['Redon 99999'],
  ['35042'],
  ['réf. 2-35000 Rennes'],
])('no place: «%s»', text => {
  expect(places(text)).toEqual([])
})

test('several, and none takes the words of another', () => {
  expect(places('35600 Redon 35000 Rennes')).toEqual([
    'Redon | 35236 | 35600 | 35600 Redon',
    'Rennes | 35238 | 35000 | 35000 Rennes',
  ])
  expect(places('35000 Rennes\n35600 Redon')).toHaveLength(2)
  expect(places('Saint-Malo 35400 et Dinard 35800')).toEqual([
    'Saint-Malo | 35288 | 35400 | Saint-Malo 35400',
    'Dinard | 35093 | 35800 | Dinard 35800',
  ])
  expect(places('35000 Rennes 35600')).toEqual(['Rennes | 35238 | 35000 | 35000 Rennes'])
})
