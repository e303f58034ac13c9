import { frenchCount } from '../../common/french.ts'
import type { NormalisedOffer } from '../../normalise/normalised-offer.ts'
import type { StudioField } from '../../studio/studio-fields.ts'
import type { TriedOffer } from '../../studio/tried.ts'
import type { Html } from '../layout.ts'
import { shown } from '../pages/shown-value.ts'
import { valueWords } from '../words-of.ts'

/** What DORA would get for a field of the studio, for people; null when nothing is said. */
export function saidValue(field: StudioField, offer: NormalisedOffer | null): Html | string | null {
  return offer === null ? null : fieldWords(field, part => partOf(part, offer))
}

/** What was read for a field of an offer that does not pass, for people; null when nothing was. */
export function readValue(field: StudioField, { fields }: Pick<TriedOffer, 'fields'>): Html | string | null {
  return fieldWords(field, part => fields[part]?.value)
}

/** @param of value of a field of the schema */
function fieldWords({ name, parts }: StudioField, of: (part: string) => unknown): Html | string | null {
  const said = parts.map(of).filter(value => !isEmpty(value))
  if (said.length === 0) return null
  if (name === 'duree') return duration(of('volume_horaire_hebdomadaire'), of('nombre_semaines'))
  if (name === 'lieu') return place(said, of('code_postal'), of('commune'))
  if (name === 'periode') return period(of('debut'), of('fin'))
  return parts.length === 1 ? shown(said[0], name) : said.map(valueWords).join(', ')
}

/** Value of one field of the schema, days of the session included. */
export function partOf(part: string, offer: NormalisedOffer): unknown {
  if (part === 'debut') return offer.session?.start
  if (part === 'fin') return offer.session?.end
  return (offer.service as unknown as Record<string, unknown>)[part]
}

function duration(hours: unknown, weeks: unknown): string {
  return [hours ? `${valueWords(hours)} h par semaine` : '', weeks ? frenchCount(Number(weeks), 'semaine') : '']
    .filter(Boolean)
    .join(', ')
}

/** «17 rue des Exemples, 35000 Rennes»: the post code stands before its commune, without a comma. */
function place(said: readonly unknown[], code: unknown, commune: unknown): string {
  const town = [code, commune].filter(value => !isEmpty(value))
  const rest = said.slice(0, said.length - town.length)
  return [...rest.map(valueWords), town.map(valueWords).join(' ')].filter(Boolean).join(', ')
}

function period(start: unknown, end: unknown): string {
  if (start && start === end) return `le ${valueWords(start)}`
  if (!start) return `jusqu’au ${valueWords(end)}`
  return end ? `du ${valueWords(start)} au ${valueWords(end)}` : `à partir du ${valueWords(start)}`
}

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
