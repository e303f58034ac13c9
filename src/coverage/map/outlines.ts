import { geoConicConformal, geoPath } from 'd3-geo'
import { atKey } from '../../common/at-key.ts'
import type { Outlines } from '../territory-contract.ts'

/** A GeoJSON of areas, each feature with a code under `code`, `siren`, `code_epci` or `codgeo`. */
export interface AreaGeoJson {
  type: 'FeatureCollection'
  features: readonly { type: 'Feature'; properties: Record<string, unknown> | null; geometry: unknown }[]
}

type Point = [x: number, y: number]
type Ring = readonly Point[]
/** A border that was given, and whether it is that of a hole. */
interface Given {
  ring: Ring
  hole: boolean
}

/** Width of the drawing; a unit is the finest detail that is kept: points are moved to whole ones, where neighbours stay neighbours. */
const WIDTH = 480

/**
 * Outlines of the EPCI from contours of EPCI or of communes, official ones of any year: a commune that another has taken in since counts with that one.
 * Projected as official maps of France are (Lambert 93), simplified, borders between communes of one EPCI taken out.
 * @param epciOf code of the EPCI that a feature's code belongs to (its own, a commune's, a former commune's); null: none of the territory
 * @returns null when no feature is of the territory
 */
export function outlinesOf(geojson: AreaGeoJson, epciOf: (code: string) => string | null): Outlines | null {
  const rings = new Map<string, Given[]>()
  for (const { properties, geometry } of geojson.features) {
    const epci = epciOf(codeOf(properties))
    if (epci !== null) atKey(rings, epci, (): Given[] => []).push(...ringsOf(geometry))
  }
  const all = [...rings.values()].flat().flatMap(({ ring }) => ring)
  if (all.length === 0) return null
  const lambert = geoConicConformal().parallels([44, 49]).rotate([-3, 0])
  const points = { type: 'MultiPoint' as const, coordinates: all }
  lambert.fitWidth(WIDTH - 2, points)
  const [[, top], [, bottom]] = geoPath(lambert).bounds(points)
  const [left, up] = lambert.translate()
  lambert.translate([left + 1, up + 1 - top])
  const snapped = (point: Point): Point => {
    const [x, y] = lambert(point) ?? [0, 0]
    return [Math.round(x), Math.round(y)]
  }
  const paths = [...rings]
    .map(([code, own]) => drawn(code, merged(own.map(({ ring, hole }) => ({ ring: ring.map(snapped), hole })))))
    .sort((a, b) => (a.code < b.code ? -1 : 1))
  return { width: WIDTH, height: Math.ceil(bottom - top) + 2, paths }
}

function codeOf(properties: Record<string, unknown> | null): string {
  const { code, siren, code_epci, codgeo } = properties ?? {}
  return String(code ?? siren ?? code_epci ?? codgeo ?? '')
}

/** Rings of a polygon or of several, the first of each its border and the others its holes; nothing of what is neither. */
function ringsOf(geometry: unknown): Given[] {
  if (typeof geometry !== 'object' || geometry === null || !('type' in geometry) || !('coordinates' in geometry))
    return []
  const { type, coordinates } = geometry
  const polygons = type === 'Polygon' ? [coordinates] : type === 'MultiPolygon' ? coordinates : []
  return list(polygons)
    .flatMap(polygon => list(polygon).map((ring, at) => ({ ring: list(ring).flatMap(pointOf), hole: at > 0 })))
    .filter(({ ring }) => ring.length > 3)
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

function pointOf(value: unknown): Point[] {
  const [longitude, latitude] = list(value)
  return typeof longitude === 'number' && typeof latitude === 'number' ? [[longitude, latitude]] : []
}

/** The border of the whole: a side that two parts share, each in its direction, is inside and goes. */
function merged(rings: readonly Given[]): Ring[] {
  const sides = new Map<string, Map<string, { from: Point; to: Point; times: number }>>()
  for (const { ring, hole } of rings) {
    // Borders turn one way and holes the other: what fills a hole takes its sides away, and a hole that stays is not filled.
    const turned = area(ring) < 0 !== hole ? ring.toReversed() : ring
    for (const [at, to] of turned.entries()) {
      const from = turned.at(at - 1) ?? to
      if (key(from) === key(to)) continue
      const back = sides.get(key(to))?.get(key(from))
      if (back && back.times > 0) back.times -= 1
      else {
        const ways = atKey(sides, key(from), () => new Map<string, { from: Point; to: Point; times: number }>())
        const found = atKey(ways, key(to), () => ({ from, to, times: 0 }))
        found.times += 1
      }
    }
  }
  const borders: Ring[] = []
  for (const starts of sides.values())
    for (const side of starts.values()) while (side.times > 0) borders.push(followed(side.from, sides))
  return borders.filter(ring => Math.abs(area(ring)) > 1)
}

/** Sides one after the other from a point until nothing leads on; each is used up. */
function followed(start: Point, sides: Map<string, Map<string, { to: Point; times: number }>>): Ring {
  const ring: Point[] = []
  for (let at: Point | undefined = start; at !== undefined; ) {
    ring.push(at)
    const next: { to: Point; times: number } | undefined = [...(sides.get(key(at))?.values() ?? [])].find(
      side => side.times > 0,
    )
    if (next) next.times -= 1
    at = next?.to
  }
  return ring
}

const key = ([x, y]: Point) => `${x},${y}`

/** Twice the surface, positive when the ring turns one way. */
function area(ring: Ring): number {
  let sum = 0
  for (const [at, [x, y]] of ring.entries()) {
    const [x0, y0] = ring.at(at - 1) ?? [x, y]
    sum += x0 * y - x * y0
  }
  return sum
}

function drawn(code: string, rings: readonly Ring[]): Outlines['paths'][number] {
  const largest = rings.toSorted((a, b) => Math.abs(area(b)) - Math.abs(area(a)))[0] ?? []
  const [x, y] = middle(largest)
  return { code, d: rings.map(written).join(''), x, y }
}

/** Each point as the way from the one before; on a straight line only its end. */
function written(ring: Ring): string {
  const [first, ...rest] = ring
  if (first === undefined) return ''
  const steps: Point[] = []
  let at = first
  for (const to of rest) {
    const [dx, dy] = [to[0] - at[0], to[1] - at[1]]
    const last = steps.at(-1)
    if (last && last[0] * dy === last[1] * dx && last[0] * dx + last[1] * dy > 0)
      steps[steps.length - 1] = [last[0] + dx, last[1] + dy]
    else steps.push([dx, dy])
    at = to
  }
  return `M${first[0]} ${first[1]}${steps.map(([dx, dy]) => `l${dx} ${dy}`).join('')}z`
}

/** Centre of gravity. */
function middle(ring: Ring): Point {
  const whole = area(ring)
  if (whole === 0) return ring[0] ?? [0, 0]
  let [sx, sy] = [0, 0]
  for (const [at, [x, y]] of ring.entries()) {
    const [x0, y0] = ring.at(at - 1) ?? [x, y]
    const cross = x0 * y - x * y0
    sx += (x0 + x) * cross
    sy += (y0 + y) * cross
  }
  return [Math.round(sx / (3 * whole)), Math.round(sy / (3 * whole))]
}
