import { z } from 'zod'

/** Where somebody is received, as a source says it. */
export interface Address {
  street: string
  postalCode: string | null
  /** Code officiel géographique. */
  cityCode: string
}

/** Degrees. */
export interface Point {
  longitude: number
  latitude: number
}

/** Null: the address is not known there. @throws Error when the geocoder does not answer as it should */
export type Geocode = (address: Address) => Promise<Point | null>

const TIMEOUT_MS = 5000
/** Under this the answer is another address that looks like it. */
const SCORE_FROM = 0.7
/** The middle of a commune is not an address: the robot has its own. */
const PRECISE = new Set(['housenumber', 'street', 'locality'])

const Answer = z.object({
  features: z.array(
    z.object({
      geometry: z.object({ coordinates: z.array(z.number()).min(2) }),
      properties: z.looseObject({ score: z.number(), type: z.string(), citycode: z.string().nullish() }),
    }),
  ),
})

/**
 * Asks a geocoder that speaks as the Base Adresse Nationale does (`?q=&citycode=&postcode=&limit=1` → GeoJSON). An answer of another commune, or that is no
 * street, is no answer.
 * @param url of its search route
 */
export function createGeocoder(url: string): Geocode {
  return async ({ street, postalCode, cityCode }) => {
    const asked = new URL(url)
    asked.searchParams.set('q', street)
    asked.searchParams.set('citycode', cityCode)
    if (postalCode !== null) asked.searchParams.set('postcode', postalCode)
    asked.searchParams.set('limit', '1')
    const answer = await fetch(asked, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'error' })
    if (!answer.ok) throw new Error(`le géocodeur répond ${answer.status}`)
    const [found] = Answer.parse(await answer.json()).features
    if (found === undefined) return null
    const { score, type, citycode } = found.properties
    const [longitude = 0, latitude = 0] = found.geometry.coordinates
    const here = citycode === undefined || citycode === null || citycode === cityCode
    return score >= SCORE_FROM && PRECISE.has(type) && here ? { longitude, latitude } : null
  }
}
