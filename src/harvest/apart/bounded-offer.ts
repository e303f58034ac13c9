import { rejectionAt } from '../../common/rejection.ts'
import type { Harvested, RawOffer, RawValue } from '../connector.ts'
import { LONGEST_TEXT } from '../longest-text.ts'
import { noFields } from '../no-fields.ts'
import { readableHtml } from './readable-html.ts'

/** Fields of one offer, values of all of them, characters in all. */
const MOST_FIELDS = 600
const MOST_VALUES = 5000
const MOST_CHARACTERS = 1_000_000
const LONGEST_KEY = 1000
const LONGEST_ADDRESS = 4000

/**
 * An offer no bigger than any reader can bear, or its refusal with the limit. A text too long for a field is cut: who reads it says so
 * (`texte-coupe`), since no field of an offer is that long.
 */
export function boundedOffer(offer: RawOffer): Harvested {
  const entries = Object.entries(offer.fields)
  const values = entries.reduce((sum, [, list]) => sum + list.length, 0)
  if (entries.length > MOST_FIELDS) return tooBig(offer, `${entries.length} champs`, `${MOST_FIELDS} champs`)
  if (values > MOST_VALUES) return tooBig(offer, `${values} valeurs`, `${MOST_VALUES} valeurs`)
  if (offer.key.length > LONGEST_KEY)
    return tooBig(
      offer,
      `un identifiant de ${offer.key.length} caractères`,
      `un identifiant de ${LONGEST_KEY} caractères`,
    )
  const fields = noFields()
  let characters = 0
  for (const [name, list] of entries) {
    fields[name] = list.map(boundedValue)
    characters += name.length
    for (const { words, html } of fields[name]) characters += words.length + (html?.length ?? 0)
  }
  if (characters > MOST_CHARACTERS) return tooBig(offer, `${characters} caractères`, `${MOST_CHARACTERS} caractères`)
  const address = offer.address.length > LONGEST_ADDRESS ? (firstAddress(fields) ?? '') : offer.address
  return { kind: 'offer', offer: { ...offer, address, fields } }
}

function boundedValue({ words, html, origin, ...rest }: RawValue): RawValue {
  const kept = html === undefined ? undefined : readableHtml(html)
  return {
    ...rest,
    words: words.slice(0, LONGEST_TEXT).toWellFormed(),
    ...(kept !== undefined && { html: kept }),
    origin: { ...origin, where: origin.where.slice(0, LONGEST_KEY) },
  }
}

function firstAddress(fields: Record<string, RawValue[]>): string | undefined {
  return Object.values(fields)[0]?.[0]?.origin.address
}

function tooBig(offer: RawOffer, received: string, limit: string): Harvested {
  const key = offer.key.slice(0, 200)
  return {
    kind: 'rejected',
    rejection: rejectionAt('offre-demesuree', offer.address.slice(0, LONGEST_KEY), {
      key: offer.key.length > LONGEST_KEY ? null : offer.key,
      received,
      expected: `${limit} au plus`,
      message: `L’offre « ${key} » est démesurée : ${received}, pour ${limit} au plus. Au partenaire de la publier plus simplement.`,
      whose: 'partenaire',
    }),
  }
}
