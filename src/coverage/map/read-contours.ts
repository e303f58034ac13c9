import { z } from 'zod'
import type { Outlines } from '../territory-contract.ts'
import { outlinesOf } from './outlines.ts'

const GeoJson = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      // A feature that says nothing of itself, or has no outline, is not drawn; the others are.
      properties: z.record(z.string(), z.unknown()).nullable().default(null),
      geometry: z.unknown().default(null),
    }),
  ),
})

/**
 * Outlines of the EPCI from the text of a GeoJSON, or a French sentence that says what is wrong with it.
 * @param epciOf EPCI that the code of a contour belongs to, null when it is none of the territory
 */
export function readContours(
  text: string,
  epciOf: (code: string) => string | null,
): Outlines | { problem: string; kind: 'unreadable' | 'elsewhere' } {
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch {
    return { kind: 'unreadable', problem: 'attendu un GeoJSON, reçu un texte qui n’est pas du JSON' }
  }
  const found = GeoJson.safeParse(read)
  if (!found.success)
    return {
      kind: 'unreadable',
      problem: 'attendu un GeoJSON (FeatureCollection) d’EPCI ou de communes, avec leur code sous « code »',
    }
  const outlines = outlinesOf(found.data, epciOf)
  return (
    outlines ?? {
      kind: 'elsewhere',
      problem: 'aucun contour ne porte le code d’un EPCI ou d’une commune du territoire',
    }
  )
}
