import { squeeze } from '../common/text.ts'
import type { Lexicon } from '../normalise/lexicon.ts'
import { readAccess } from './fields/access.ts'
import { readEmail, readPhone } from './fields/contact.ts'
import { readDates, readDuration } from './fields/dates.ts'
import { readDescription } from './fields/description.ts'
import { readHours } from './fields/hours.ts'
import { readFeeDetails, readFees } from './fields/money.ts'
import { readPlace } from './fields/place.ts'
import { readPublicDetails, readPublics } from './fields/publics.ts'
import type { Unit } from './line.ts'
import type { FieldProposal, OfferProposal } from './proposal.ts'

/** Every field of one offer that its words tell. Pure. @param elsewhere what is known of it beside these words: a phone, an address to write to @param near code of the département where communes are looked for first */
export function readUnit(
  unit: Unit,
  lexicon: Lexicon,
  elsewhere: { phone: boolean; email: boolean } = { phone: false, email: false },
  near?: string,
): OfferProposal {
  const certain = (value: unknown, words: string, where: string, reason: string): FieldProposal => ({
    value,
    words,
    where,
    reason,
    confidence: 'haute',
    unread: [],
    alternatives: [],
  })
  const title = titleOf(unit.title)
  const wide = { ...unit, lines: [...unit.lines, ...(unit.notes ?? [])] }
  const own = readPlace(unit, near)
  const place = 'commune' in own ? own : { ...shared(readPlace(wide, near)), ...own }
  const dates = readDates(unit)
  const optional = {
    description: readDescription(unit),
    publics: readPublics(unit, lexicon),
    frais: readFees(unit),
    telephone: readPhone(unit),
    courriel: readEmail(unit),
    horaires_accueil: readHours(unit),
  }
  const read = Object.fromEntries(
    Object.entries(optional).filter((entry): entry is [string, FieldProposal] => entry[1] !== null),
  )
  const aside = { ...unit, lines: unit.notes ?? [] }
  const once = {
    description: readDescription(aside, false),
    publics: readPublics(aside, lexicon),
    frais: readFees(aside),
    telephone: readPhone(aside),
    courriel: readEmail(aside),
  }
  for (const [name, field] of Object.entries(once))
    if (field !== null && !(name in read)) Object.assign(read, shared({ [name]: field }, 'basse'))
  const foot = { ...unit, lines: unit.foot ?? [] }
  const around = { telephone: readPhone(foot), courriel: readEmail(foot), horaires_accueil: readHours(foot) }
  for (const [name, field] of Object.entries(around))
    if (field !== null && !(name in read)) Object.assign(read, aroundPage({ [name]: field }))
  const seat = 'commune' in place ? {} : aroundPage(readPlace(foot, near))
  const details = readFeeDetails(read.frais ?? null)
  const ages = readPublicDetails(unit, read.publics ?? null, lexicon)
  const known = {
    phone: elsewhere.phone || 'telephone' in read,
    email: elsewhere.email || 'courriel' in read,
    place: 'commune' in place || 'adresse' in place,
  }
  return {
    key: unit.key,
    fields: {
      nom: certain(title, unit.title, unit.where, 'le titre'),
      ...read,
      ...(details && { frais_precisions: details }),
      ...(ages && { publics_precisions: ages }),
      ...seat,
      ...place,
      ...('debut' in dates || 'fin' in dates ? dates : shared(readDates(wide))),
      ...readDuration(unit),
      ...readAccess(wide, lexicon, known),
      ...(unit.link === null
        ? {}
        : { lien_source: certain(unit.link, unit.link, 'adresse de la page', 'l’adresse de l’offre') }),
    },
  }
}

/** «1. CHANTIER» is numbered by its page, «L'atelier.» ends with a point. */
const titleOf = (title: string): string =>
  squeeze(title)
    .replace(/^\d{1,2}\s?[.)–-]\s+(?=\p{L})/u, '')
    .replace(/(?<!\.)\.$/, '')

/** Said once for all the offers of a document: likely, and to be looked at. */
function shared(
  fields: Record<string, FieldProposal>,
  confidence: FieldProposal['confidence'] = 'moyenne',
  reason = 'dit une fois pour toutes les offres',
): Record<string, FieldProposal> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, { ...field, confidence, reason }]))
}

/** The association's own, and perhaps not the offer's. */
const aroundPage = (fields: Record<string, FieldProposal>) =>
  shared(fields, 'basse', 'au pied ou au bord de la page : celui de l’association')
