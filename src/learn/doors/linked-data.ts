import type { FetchedDocument, RawOffer } from '../../harvest/connector.ts'
import { type Line, line, type Unit } from '../line.ts'
import { linesOfHtml } from '../lines-of-html.ts'
import type { NotOffer } from '../proposal.ts'
import { whyNot } from '../refuse.ts'
import type { DoorContext, Found, Read } from './door.ts'
import { many } from './many.ts'
import { offersOf } from './offers-of.ts'

/** Properties of schema.org under the label that a French page would print; those that are not here say nothing that an offer needs. */
const LABELS: readonly [RegExp, string][] = [
  [/^description$/, 'Description'],
  [/(?:^|\.)(?:audience|educationalAudience)\b.*(?:audienceType|name|educationalRole)$|typicalAgeRange$/, 'Public'],
  [/(?:^|\.)offers\.(?:description|price|name|category)$|isAccessibleForFree$/, 'Tarif'],
  [/telephone$/, 'Téléphone'],
  [/email$/, 'Courriel'],
  [/streetAddress$/, 'Adresse'],
  [/postalCode$/, 'Code postal'],
  [/addressLocality$/, 'Ville'],
  [/startDate$/, 'Date de début'],
  [/endDate$/, 'Date de fin'],
  [/openingHours(?:Specification)?\b|hoursAvailable\b/, 'Horaires'],
  [/timeRequired$|courseWorkload$|(?:^|\.)duration$/, 'Durée'],
  [/availableChannel\.(?:name|description)$|applicationContact|howToApply$/, 'Comment s’inscrire'],
  [/prerequisites?$|programPrerequisites|coursePrerequisites|eligibility/i, 'Conditions'],
  [/courseMode$|eventAttendanceMode$/, 'Modalité'],
]
const FIELDS: Readonly<Record<string, string>> = {
  description: 'Description',
  publics: 'Public',
  frais: 'Tarif',
  telephone: 'Téléphone',
  courriel: 'Courriel',
  horaires_accueil: 'Horaires',
  debut: 'Date de début',
  fin: 'Date de fin',
  duree: 'Durée',
  conditions_acces: 'Conditions',
}

/** Offers that a page, or a file of JSON-LD, describes for search engines (schema.org): each property is a label. Null when it describes none. */
export async function throughLinkedData(document: FetchedDocument, context: DoorContext): Promise<Found | null> {
  if (!/ld\+json|itemscope|\btypeof\s*=\s*["']|"@(?:context|graph|type)"/i.test(document.text)) return null
  const harvest = { kind: 'json-ld', required: ['name'] }
  const { offers, unread } = await offersOf(harvest, document.address, context)
  const units: Unit[] = []
  const notOffers: NotOffer[] = []
  for (const offer of offers) {
    const title = offer.fields.name?.[0]
    if (title === undefined) continue
    const because = whyNot(title.words)
    if (because === null)
      units.push({
        key: offer.key,
        title: title.words,
        where: title.origin.where,
        link: offer.address,
        lines: linesOf(offer),
      })
    else notOffers.push({ words: title.words, because })
  }
  if (units.length === 0) return null
  return {
    kind: 'json-ld',
    found: `${many(units.length)}, que la page décrit pour les moteurs de recherche`,
    units,
    notOffers,
    unread,
    harvest,
    reads: readsOf(new Set(offers.flatMap(({ fields }) => Object.keys(fields)))),
  }
}

const labelOf = (name: string): string | null => LABELS.find(([pattern]) => pattern.test(name))?.[1] ?? null

function linesOf({ fields }: RawOffer): Line[] {
  return Object.entries(fields).flatMap(([name, values], rank) => {
    const label = labelOf(name)
    if (label === null) return []
    return values.flatMap(({ words, html, origin }) => {
      if (html !== undefined && label === 'Description')
        return linesOfHtml(html).map(each => ({ ...each, block: rank * 1000 + each.block, where: origin.where }))
      return words
        .split('\n')
        .filter(text => text.trim() !== '')
        .map(text => line(text.trim(), { label, where: origin.where, block: rank * 1000 }))
    })
  })
}

/** Properties that fill each field, those of the offer before those of its organisation. */
function readsOf(names: ReadonlySet<string>): Partial<Record<string, Read[]>> {
  const by = (label: string) => [...names].filter(name => labelOf(name) === label).sort((a, b) => depth(a) - depth(b))
  const reads: Partial<Record<string, Read[]>> = { nom: [{ read: 'name' }] }
  for (const [field, label] of Object.entries(FIELDS)) {
    const ways = by(label).map(read => ({ read }))
    if (ways.length > 0) reads[field] = ways
  }
  const place = ['Adresse', 'Code postal', 'Ville'].flatMap(label => by(label).slice(0, 1))
  if (place.length > 0) reads.lieu = [{ read: place }]
  return reads
}

const depth = (name: string): number => name.split('.').length + (name.startsWith('provider') ? 10 : 0)
