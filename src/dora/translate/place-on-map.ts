import type { Service } from '../../reference/records.ts'
import { pointOf } from '../point.ts'

export type Place = Pick<
  Service,
  'adresse' | 'complement_adresse' | 'code_postal' | 'code_insee' | 'longitude' | 'latitude'
>

/**
 * The point of the map for an offer that receives people: the source's own coordinates, else where a geocoder found its address, else
 * the centre of its commune. An address that stays without coordinates of its own is said. DORA places nothing by itself; without a point
 * the service is not on its map.
 */
export function placeOnMap(
  { longitude, latitude, code_insee, adresse }: Place,
  onSite: boolean,
  centre?: (cityCode: string) => { longitude: number; latitude: number } | null,
  located: { longitude: number; latitude: number } | null = null,
): { geom: string | null; lost: { field: string; reason: string } | null } {
  if (!onSite) return { geom: null, lost: null }
  if (longitude !== null && latitude !== null) return { geom: pointOf(longitude, latitude), lost: null }
  if (located !== null) return { geom: pointOf(located.longitude, located.latitude), lost: null }
  if (code_insee === null || adresse === null) return { geom: null, lost: null }
  const middle = centre?.(code_insee) ?? null
  if (middle === null)
    return {
      geom: null,
      lost: {
        field: 'adresse',
        reason:
          'Ni la source ni le robot ne savent où est cette adresse : l’offre n’a pas de point sur la carte de DORA. Un service de géocodage le donne (réglage GEOCODER_URL).',
      },
    }
  return {
    geom: pointOf(middle.longitude, middle.latitude),
    lost: {
      field: 'adresse',
      reason: 'La source ne donne pas de coordonnées : sur la carte de DORA, le point est au centre de la commune.',
    },
  }
}
