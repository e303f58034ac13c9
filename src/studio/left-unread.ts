import { evidenceOf } from '../learn/evidence.ts'
import { type Topic, topicsOf } from '../learn/labels.ts'
import { line } from '../learn/line.ts'
import { isZone } from './is-zone.ts'
import type { StudioField } from './studio-fields.ts'
import type { TriedOffer } from './tried.ts'

/** Words of an offer that speak of a field, and of which nothing was read. */
export interface LeftUnread {
  words: string
  /** The label just before them; null: they only look like it. */
  label: string | null
}

/** By field of the studio: what its labels announce first, and whether words without a label can be told. */
const ABOUT: Readonly<Record<string, { topics: readonly Topic[]; plain?: string }>> = {
  publics: { topics: ['publics'] },
  horaires_accueil: { topics: ['horaires'], plain: 'horaires' },
  periode: { topics: ['dates', 'debut', 'fin'] },
  lieu: { topics: ['lieu', 'adresse'] },
  frais: { topics: ['frais'], plain: 'frais' },
  telephone: { topics: ['telephone'] },
  courriel: { topics: ['courriel'] },
  duree: { topics: ['duree'] },
}

/**
 * What an offer says of a field of which nothing was read; null when it says nothing, or was read. Pure.
 * @param without lines that somebody left out of the offers: they are not what it says
 */
export function leftUnread(
  { name, parts }: StudioField,
  { fields, lines }: Pick<TriedOffer, 'fields' | 'lines'>,
  without: readonly string[] = [],
): LeftUnread | null {
  const about = ABOUT[name]
  if (about === undefined || parts.some(part => part in fields)) return null
  const told = lines.filter(
    ({ text, label }) => text !== '' && label !== text && !without.some(zone => isZone(text, label, zone)),
  )
  const labelled = told.find(({ label }) => about.topics.some(topic => label !== null && topicsOf(label)[0] === topic))
  if (labelled !== undefined) return { words: labelled.text, label: labelled.label }
  const { plain } = about
  // What another field was read from is told there.
  const used = new Set(Object.values(fields).map(({ words }) => words))
  const alike = told.find(
    ({ text, label }) =>
      plain !== undefined && label === null && !used.has(text) && evidenceOf([line(text)]).has(plain),
  )
  return alike === undefined ? null : { words: alike.text, label: null }
}
