import { expect, test } from 'vitest'
import type { Lexicon } from './lexicon.ts'
import { lookUpZone } from './zones.ts'

const lexicon: Lexicon = { entries: new Map([['zones', new Map([['mon secteur', ['35236', '35115']]])]]) }
const look = (words: string, department = '35') => lookUpZone(words, lexicon, department)
const said = (words: string, department?: string) => {
  const { values, unknown } = look(words, department)
  return [values, unknown.map(one => one.words)]
}

test.each<[words: string, values: string[]]>([
  ['35', ['35']],
  ['2A', ['2A']],
  ['971', ['971']],
  ['2A004', ['2A004']],
  ['35238 ', ['35238']],
  ['243500139', ['243500139']],
  ['35400', ['35288']],
  ['35238, 35120', ['35238', '35120']],
  ['dép. 35', ['35']],
  ['Département 35', ['35']],
  ['Rennes uniquement', ['35238']],
  ['uniquement Rennes et Redon', ['35238', '35236']],
  ['les habitants de Rennes', ['35238']],
  [' Rennes ', ['35238']],
  ['  france ', ['france']],
  ['Toute la France', ['france']],
  ['Mon secteur', ['35236', '35115']],
  ['toute la Bretagne', ['22', '29', '35', '56']],
  ['l’ensemble du territoire de Redon', ['35236']],
  ['Rennes(35)', ['35238']],
  ['Redon  et  Fougères', ['35236', '35115']],
  ['Redon, (Fougères) / Redon', ['35236', '35115']],
  ['Fougères. Vitré.', ['35115', '35360']],
  ['Fougères.\nVitré ;\n\nRedon', ['35115', '35360', '35236']],
])('«%s»', (words, values) => {
  expect(said(words)).toEqual([values, []])
})

test('a département in brackets says which place is meant', () => {
  expect(said('Ajaccio (2A)', '2A')).toEqual([['2A004'], []])
  expect(said('Redon (35), Fougères(35)')).toEqual([['35236', '35115'], []])
})

test('what looks like a code and is none is told as it was written', () => {
  for (const words of ['1', '356', '35 238', '35238 bis', 'n° 35238', '2C001', '2435001399'])
    expect(said(words)).toEqual([[], [words]])
})

test('what is excepted is no zone, and is told without the bracket that closes it', () => {
  expect(said('Redon (hors Fougères) ')).toEqual([['35236'], ['hors Fougères']])
  expect(said('sauf Rennes')).toEqual([[], ['sauf Rennes']])
  expect(said('Redon sauf Rennes, Fougères. Vitré')).toEqual([['35236', '35360'], ['sauf Rennes, Fougères']])
})

test('words that only come before a place are none', () => {
  expect(said('les')).toEqual([[], ['les']])
  expect(said('Redon, les')).toEqual([['35236'], ['les']])
})

test('an unknown place comes with the nearest, a whole sentence does not', () => {
  const nearest = (words: string) => look(words).unknown.map(one => one.nearest[0])
  expect(nearest('Redonn')).toEqual(['Redon'])
  expect(look('x'.repeat(101)).unknown).toEqual([{ words: 'x'.repeat(101), nearest: [] }])
})

test('a number that is the postal code of some and the code of another is told, not chosen', () => {
  for (const words of ['35120', '35290', '35120, 35290', '35500']) expect(said(words)[0]).toEqual([])
  expect(said('35120')).toEqual([[], ['35120']])
  expect(said('Rennes, 35120')).toEqual([['35238'], ['35120']])
})

test('a «pays» is several EPCI', () => {
  expect(said('le pays de Vitré')).toEqual([[], ['le pays de Vitré']])
  expect(said('Vitré Communauté')).toEqual([['200039022'], []])
})

test('of a region, the départements in brackets beside it; named side by side, all of it', () => {
  expect(said('Bretagne (35, 22)')).toEqual([['35', '22'], []])
  expect(said('Bretagne (44)')).toEqual([['22', '29', '35', '56'], []])
  expect(said('Bretagne et 35')).toEqual([['22', '29', '35', '56'], []])
  expect(said('Bretagne (44 et 35)')[0]).toEqual(['44', '35'])
})
