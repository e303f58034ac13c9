import type { NormalisedOffer } from '../../normalise/normalised-offer.ts'
import type { StudioField } from '../../studio/studio-fields.ts'
import type { Html } from '../layout.ts'
import { shown } from '../pages/shown-value.ts'
import { valueWords } from '../words-of.ts'

/** What DORA would get for a field of the studio, for people; null when nothing is said. */
export function saidValue({ name, parts }: StudioField, offer: NormalisedOffer | null): Html | string | null {
  if (offer === null) return null
  const said = parts.map(part => partOf(part, offer)).filter(value => !isEmpty(value))
  if (said.length === 0) return null
  if (name === 'duree') return duration(offer)
  if (name === 'periode')
    return [
      offer.session?.start ? `du ${valueWords(offer.session.start)}` : '',
      offer.session?.end ? `au ${valueWords(offer.session.end)}` : '',
    ]
      .filter(Boolean)
      .join(' ')
  return parts.length === 1 ? shown(said[0], name) : said.map(valueWords).join(', ')
}

/** Value of one field of the schema, days of the session included. */
export function partOf(part: string, offer: NormalisedOffer): unknown {
  if (part === 'debut') return offer.session?.start
  if (part === 'fin') return offer.session?.end
  return (offer.service as unknown as Record<string, unknown>)[part]
}

function duration({ service }: NormalisedOffer): string {
  const { volume_horaire_hebdomadaire: hours, nombre_semaines: weeks } = service
  return [hours ? `${valueWords(hours)} h par semaine` : '', weeks ? `${weeks} semaine${weeks > 1 ? 's' : ''}` : '']
    .filter(Boolean)
    .join(', ')
}

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
