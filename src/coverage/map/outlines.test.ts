import { expect, test } from 'vitest'
import { epciFinder } from './epci-finder.ts'
import { outlinesOf } from './outlines.ts'
import { readContours } from './read-contours.ts'

const square = (code: string, west: number) => ({
  type: 'Feature' as const,
  properties: { code },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [west, 48],
        [west + 0.5, 48],
        [west + 0.5, 48.5],
        [west, 48.5],
        [west, 48],
      ],
    ],
  },
})
const collection = (...features: unknown[]) => JSON.stringify({ type: 'FeatureCollection', features })

test('communes of one EPCI are drawn as one, without the border between them', () => {
  const drawn = outlinesOf(
    { type: 'FeatureCollection', features: [square('a', -2), square('b', -1.5), square('c', -1)] },
    code => ({ a: 'west', b: 'west', c: 'east' })[code] ?? null,
  )
  expect(drawn?.paths.map(({ code, d }) => [code, d.match(/M/g)?.length])).toEqual([
    ['east', 1],
    ['west', 1],
  ])
  const [east, west] = drawn?.paths ?? []
  expect(west && east && west.x < east.x).toBe(true)
  expect(drawn?.width).toBe(480)
})

test('a commune that another took in since counts with that one: Chancé is in Piré-Chancé', () => {
  const epci = epciFinder('35')
  expect(epci('35053')).toBe('243500659')
  expect(epci('35220')).toBe('243500659')
  expect(epci('243500139')).toBe('243500139')
  expect(epci('35238')).toBe('243500139')
  expect(epci('75056')).toBeNull()
})

test.each([
  ['{', 'unreadable'],
  ['{"type":"Topology"}', 'unreadable'],
  [collection(square('000', 1)), 'elsewhere'],
  [
    collection({ type: 'Feature', properties: { code: 'a' }, geometry: { type: 'Point', coordinates: [1, 2] } }),
    'elsewhere',
  ],
  [collection({ type: 'Feature', properties: null, geometry: null }), 'elsewhere'],
])('%s: told, nothing breaks', (text, kind) => {
  expect(readContours(text, code => (code === 'a' ? 'west' : null))).toMatchObject({ kind })
})

test('a contour without an outline or without anything about it leaves the others drawn', () => {
  const text = collection({ type: 'Feature', properties: { code: 'a' } }, { type: 'Feature' }, square('b', -2))
  const read = readContours(text, code => (code === 'b' ? 'east' : null))
  expect('paths' in read && read.paths.map(({ code }) => code)).toEqual(['east'])
})
