/** A point of the map in our terms: «longitude,latitude», degrees, five decimals. */
export function pointOf(longitude: number, latitude: number): string {
  return `${longitude.toFixed(5)},${latitude.toFixed(5)}`
}

/** As DORA gives it: a GeoJSON point, longitude first. */
export function readPoint(geom: unknown): string | null {
  if (typeof geom !== 'object' || geom === null || !('coordinates' in geom) || !Array.isArray(geom.coordinates))
    return null
  const [longitude, latitude]: unknown[] = geom.coordinates
  return typeof longitude === 'number' && typeof latitude === 'number' ? pointOf(longitude, latitude) : null
}

/** As DORA's own form sends it; null takes the point away. */
export function writePoint(point: unknown): { type: 'Point'; coordinates: number[] } | null {
  if (typeof point !== 'string' || point === '') return null
  return { type: 'Point', coordinates: point.split(',').map(Number) }
}
