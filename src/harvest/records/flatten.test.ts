import { describe, expect, test } from 'vitest'
import { flattenJson, scalarText, valueAt } from './flatten.ts'

const read = (value: unknown, place = '') =>
  Object.entries(flattenJson(value, { document: 'd', address: 'a', place })).map(([name, values]) => [
    name,
    values.map(({ words }) => words),
  ])

test.each<[value: unknown, fields: [string, string[]][]]>([
  [
    { a: undefined, b: null, c: '', d: 0, e: false },
    [
      ['d', ['0']],
      ['e', ['false']],
    ],
  ],
  ['mot', [['valeur', ['mot']]]],
  [['un', 'deux'], [['valeur', ['un', 'deux']]]],
  [{ constructor: 'x' }, [['constructor', ['x']]]],
])('%j', (value, fields) => expect(read(value)).toEqual(fields))

test('eight steps deep, objects and lists alike', () => {
  const nested = (steps: number, wrap: (inner: unknown) => unknown) => {
    let value: unknown = 'mot'
    for (let step = 0; step < steps; step += 1) value = wrap(value)
    return read(value).length
  }
  for (const wrap of [(inner: unknown) => ({ a: inner }), (inner: unknown) => [inner]])
    expect([nested(8, wrap), nested(9, wrap)]).toEqual([1, 0])
})

test('two hundred values of one name', () => {
  const [[, values = []] = []] = read({ a: Array.from({ length: 300 }, (_, at) => `${at}`) }) as [string, string[]][]
  expect([values.length, values.at(-1)]).toEqual([200, '199'])
})

test('the element of a list of objects: of the outermost, and of objects alone', () => {
  const element = (value: unknown) =>
    Object.values(flattenJson(value, { document: 'd', address: 'a', place: '' })).map(([first]) => first?.element)
  expect(element({ sites: [{ nom: 'a' }] })).toEqual(['sites 0'])
  expect(element({ sites: [{ lieux: [{ nom: 'a' }] }] })).toEqual(['sites 0'])
  expect(element({ sites: ['a'] })).toEqual([undefined])
  expect(element({ sites: [[{ nom: 'a' }]] })).toEqual(['sites 0'])
  expect(element([{ nom: 'a' }])).toEqual([undefined])
  expect(element({ nom: 'a' })).toEqual([undefined])
  expect(element({ sites: [null, { nom: 'a' }] })).toEqual(['sites 1'])
})

test('where a value stands', () => {
  const where = (value: unknown, place: string) =>
    Object.values(flattenJson(value, { document: 'd', address: 'a', place })).map(([first]) => first?.origin)
  expect(where('mot', '')).toEqual([{ document: 'd', address: 'a', where: 'la donnée entière' }])
  expect(where({ sites: ['x'] }, 'offre')).toEqual([{ document: 'd', address: 'a', where: 'offre, sites n° 1' }])
})

test('names never read, at any depth', () => {
  const drop = new Set(['auteur'])
  const fields = flattenJson(
    { auteur: 'x', a: { auteur: 'y', b: 'z' } },
    { document: 'd', address: 'a', place: '', drop },
  )
  expect(Object.keys(fields)).toEqual(['a.b'])
})

describe('inside a value', () => {
  test.each([
    [{ a: [{ b: 1 }] }, 'a.0.b', 1],
    [{ a: 1 }, '', { a: 1 }],
    [{ a: 'mot' }, 'a.length', undefined],
    [{ a: null }, 'a.b', undefined],
    [{}, 'constructor', undefined],
  ])('%j at «%s»', (value, path, found) => expect(valueAt(value, path)).toEqual(found))
  test.each([
    [' a ', 'a'],
    [' ', null],
    [1, '1'],
    [2n, '2'],
    [true, null],
    [{}, null],
    [null, null],
  ])('%s as a key', (value, text) => expect(scalarText(value)).toBe(text))
})
