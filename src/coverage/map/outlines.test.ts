import { geoConicConformal } from 'd3-geo'
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

/** As official maps of France are projected, at another size: what is drawn is this, made 478 wide, one unit from the edge. */
const lambert = geoConicConformal().parallels([44, 49]).rotate([-3, 0]).scale(20_000)
const [west = 0, north = 0] = lambert([2, 48.5]) ?? []
/** Point of the earth for a point of the drawing (x to the right, y down). */
const earth = ([x, y]: [number, number]) => lambert.invert?.([west + x, north + y])
const ring = (...points: [number, number][]) => points.map(earth)
const area = (code: string, type: string, coordinates: unknown) => ({
  type: 'Feature' as const,
  properties: { code },
  geometry: { type, coordinates },
})
const drawing = (...features: ReturnType<typeof area>[]) =>
  outlinesOf({ type: 'FeatureCollection', features }, code => code.slice(0, 1))

test('two communes, one turning the other way, are one outline; of a straight line only the end is kept', () => {
  const upper = ring([0, 0], [240, 50], [480, 100], [480, 150], [480, 200], [240, 200], [0, 200], [0, 0])
  const lower = ring([0, 200], [100, 300], [240, 200], [0, 200])
  const d = 'M1 1l478 100l0 99l-239 0l-139 100l-100 -100l0 -199z'
  expect(drawing(area('a1', 'Polygon', [upper]), area('a2', 'Polygon', [lower]))).toEqual({
    width: 480,
    height: 301,
    paths: [{ code: 'a', d, x: 199, y: 139 }],
  })
})

test('islands are all drawn, the largest says where the middle is; a way there and back stays; what is too small goes', () => {
  const [edge, islet] = [ring([0, 0], [478, 0], [478, 20], [0, 0]), ring([10, 50], [20, 50], [20, 70], [10, 50])]
  const island = ring([100, 100], [220, 280], [100, 280], [100, 100])
  const spit = ring([300, 100], [300, 200], [300, 150], [360, 150], [300, 100])
  const speck = ring([400, 300], [401, 300], [400, 301], [400, 300])
  const drawn = drawing(
    area('z', 'Polygon', [speck]),
    area('b', 'MultiPolygon', [[islet], [island], [speck]]),
    area('c', 'Polygon', [spit]),
    area('a', 'Polygon', [edge]),
  )
  expect(drawn).toEqual({
    width: 480,
    height: 303,
    paths: [
      { code: 'a', d: 'M1 1l478 0l0 20l-478 -20z', x: 320, y: 8 },
      { code: 'b', d: 'M11 51l10 0l0 20l-10 -20zM101 101l120 180l-120 0l0 -180z', x: 141, y: 221 },
      { code: 'c', d: 'M301 101l60 50l-60 0l0 50l0 -100z', x: 321, y: 134 },
      { code: 'z', d: '', x: 0, y: 0 },
    ],
  })
})

test('a hole stays a hole, whichever way it turns; one that a commune of the same EPCI fills goes', () => {
  const outer = ring([0, 0], [478, 0], [478, 100], [0, 100], [0, 0])
  const hole: [number, number][] = [
    [100, 20],
    [200, 20],
    [200, 80],
    [100, 80],
    [100, 20],
  ]
  for (const inner of [ring(...hole), ring(...hole.toReversed())]) {
    // Twice the surface of each part: the hole turns the other way than what it is in, so that it is not filled.
    expect(surfaces(drawing(area('a1', 'Polygon', [outer, inner])))).toEqual([478 * 100 * 2, -100 * 60 * 2])
    const filled = drawing(area('a1', 'Polygon', [outer, inner]), area('a2', 'Polygon', [ring(...hole)]))
    expect(surfaces(filled)).toEqual([478 * 100 * 2])
  }
})

/** Twice the surface of each part of what is drawn, negative when it turns the other way. */
const surfaces = (drawn: ReturnType<typeof drawing>) =>
  (drawn?.paths ?? [])
    .flatMap(({ d }) => d.split('z').filter(part => part !== ''))
    .map(part => {
      const [x = 0, y = 0, ...steps] = (part.match(/-?\d+/g) ?? []).map(Number)
      const points = [[x, y]]
      for (let at = 0; at < steps.length; at += 2) {
        const [px = 0, py = 0] = points.at(-1) ?? []
        points.push([px + (steps[at] ?? 0), py + (steps[at + 1] ?? 0)])
      }
      return points.reduce((sum, [px = 0, py = 0], at) => {
        const [qx = 0, qy = 0] = points[(at + 1) % points.length] ?? []
        return sum + px * qy - qx * py
      }, 0)
    })

test('what is no outline is not drawn, point by point', () => {
  const [edge, line] = [ring([0, 0], [478, 0], [478, 20], [0, 0]), ring([0, 0], [100, 100], [0, 100])]
  const nothing = [null, 'Polygon', {}, { type: 'Polygon' }, { coordinates: [edge] }].map((geometry, at) => ({
    type: 'Feature' as const,
    properties: { code: `a${at}` },
    geometry,
  }))
  const one = { code: 'a', d: 'M1 1l478 0l0 20l-478 -20z', x: 320, y: 8 }
  const strange = [edge[0], ['3', 48], [3, null], [], null, ...edge.slice(1)]
  expect(
    outlinesOf(
      {
        type: 'FeatureCollection',
        features: [
          ...nothing,
          area('a', 'Surface', [[edge]]),
          area('a', 'Polygon', 'edge'),
          area('a', 'Polygon', [line]),
          area('a', 'Polygon', [strange]),
        ],
      },
      () => 'a',
    )?.paths,
  ).toEqual([one])
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
