import { describe, expect, test } from 'vitest'
import { rawValue } from '../clean/raw-value.ts'
import { flattenJson, scalarText, valueAt } from './flatten.ts'

const at = { document: 'd', address: 'https://x.fr/', place: '' }
const words = (value: unknown, drop?: ReadonlySet<string>) =>
  Object.fromEntries(
    Object.entries(flattenJson(value, drop ? { ...at, drop } : at)).map(([name, values]) => [
      name,
      values.map(v => v.words),
    ]),
  )

describe('flattenJson', () => {
  test('nested names, lists, empties', () => {
    expect(words({ a: { b: 1, c: null }, d: ['x', '', 'y'], e: [{ f: true }, { f: false }], g: '', h: 0 })).toEqual({
      'a.b': ['1'],
      d: ['x', 'y'],
      'e.f': ['true', 'false'],
      h: ['0'],
    })
  })
  test('each value keeps its place, in words', () => {
    const fields = flattenJson({ e: [{ 'nom long': 'x' }] }, { ...at, place: 'r n° 4' })
    expect(fields['e.nom long']?.[0]?.origin.where).toBe('r n° 4, e n° 1, nom long')
  })
  test('dropped names are dropped at any depth; names of JavaScript are names like others', () => {
    expect(words({ author: 'A', x: { author: 'B', y: 'C' } }, new Set(['author']))).toEqual({ 'x.y': ['C'] })
    expect(words(JSON.parse('{"constructor":"a","__proto__":"b","toString":"c"}'))).toMatchObject({
      constructor: ['a'],
      toString: ['c'],
    })
  })
  test('what is nested without end or repeated by thousands is bounded', () => {
    let deep: unknown = 'fond'
    for (let n = 0; n < 100; n += 1) deep = { a: deep }
    expect(words(deep)).toEqual({})
    expect(words({ a: Array.from({ length: 5000 }, (_, n) => n) }).a).toHaveLength(200)
  })
})

test('valueAt never follows what is not own', () => {
  expect(valueAt({ a: [{ b: 2 }] }, 'a.0.b')).toBe(2)
  expect(valueAt({}, 'constructor')).toBeUndefined()
  expect(valueAt(null, 'a')).toBeUndefined()
  expect(valueAt([1], '')).toEqual([1])
  expect([scalarText(' x '), scalarText(7), scalarText(''), scalarText({})]).toEqual(['x', '7', null, null])
})

test.each([
  ['simple', 'simple', undefined],
  ['un  deux\r\n\r\n\r\ntrois ', 'un deux\n\ntrois', undefined],
  ['<p>Un</p><p>deux</p>', 'Un\ndeux', '<p>Un</p><p>deux</p>'],
  ['l&rsquo;offre &amp; vous', 'l’offre & vous', undefined],
  ['a < b et c > d', 'a < b et c > d', undefined],
  ['<script>x()</script>', null, undefined],
  ['  ', null, undefined],
])('raw value of %j', (text, expected, html) => {
  const value = rawValue(text, { document: 'd', address: 'a', where: 'w' })
  expect(value?.words ?? null).toBe(expected)
  expect(value?.html).toBe(html)
})
