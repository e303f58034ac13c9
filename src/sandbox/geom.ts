import { type ErrorItem, invalid, required } from './answer.ts'

/**
 * How DORA reads the point of a service: a GeoJSON point, as an object or a text, or WKT. Anything of a point's shape is taken (swapped
 * coordinates too); another geometry crashes it.
 */
export function readGeom(value: unknown): { geom: [number, number] | null } | { error: ErrorItem } | 'crash' {
  if (value === null) return { geom: null }
  if (value === '') return { error: required() }
  const wkt = typeof value === 'string' ? /^\s*(?:SRID=\d+;)?POINT\s*\(\s*(\S+)\s+(\S+)\s*\)\s*$/i.exec(value) : null
  if (wkt) return pointOf([Number(wkt[1]), Number(wkt[2])])
  if (typeof value === 'string' && /^\s*(?:SRID=\d+;)?(LINESTRING|POLYGON|MULTI)/i.test(value)) return 'crash'
  const geometry = typeof value === 'string' ? parsed(value) : value
  if (geometry === null || typeof geometry !== 'object' || !('type' in geometry)) return { error: unreadable() }
  if (geometry.type !== 'Point') return 'crash'
  return pointOf('coordinates' in geometry ? geometry.coordinates : null)
}

function pointOf(coordinates: unknown): { geom: [number, number] } | { error: ErrorItem } {
  if (!Array.isArray(coordinates)) return { error: unreadable() }
  const [longitude, latitude]: unknown[] = coordinates
  if (typeof longitude !== 'number' || typeof latitude !== 'number') return { error: unreadable() }
  if (!Number.isFinite(longitude) || !Number.isFinite(latitude)) return { error: unreadable() }
  return { geom: [longitude, latitude] }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const unreadable = (): ErrorItem =>
  invalid('Unable to convert to python object: String input unrecognized as WKT EWKT, and HEXEWKB.')
