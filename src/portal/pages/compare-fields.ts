import type { DoraService, DoraServiceFields } from '../../dora/port.ts'
import type { Link } from '../../ledger/links.ts'
import type { NormalisedOffer, Provenance } from '../../normalise/normalised-offer.ts'
import type { Service } from '../../reference/records.ts'
import { valueWords } from '../words-of.ts'

/** One field of an offer: what was read, what DORA was sent, what DORA shows. */
export interface ComparedField {
  field: keyof Service
  read: unknown
  sent: unknown
  shown: unknown
  origins: Provenance[]
  /**
   * `unsent`: DORA has nothing of the offer yet; `differs`: DORA shows something else than it was sent; `reworded`: DORA shows what it was
   * sent, which is not word for word what was read; `same`: the three say the same.
   */
  state: 'unsent' | 'differs' | 'reworded' | 'same'
}

/** Which DORA field shows which field of the reference record. */
export const PAIRS: readonly (readonly [keyof Service, readonly (keyof DoraServiceFields)[]])[] = [
  ['nom', ['name']],
  ['description', ['fullDesc']],
  ['type', ['kind']],
  ['thematiques', ['subcategories']],
  ['publics', ['publics']],
  ['conditions_acces', ['accessConditions', 'requirements']],
  ['frais', ['feeCondition']],
  ['frais_precisions', ['feeDetails']],
  ['modes_accueil', ['locationKinds']],
  ['adresse', ['address1']],
  ['code_postal', ['postalCode']],
  ['code_insee', ['cityCode']],
  ['zone_eligibilite', ['diffusionZoneDetails']],
  ['telephone', ['contactPhone']],
  ['courriel', ['contactEmail']],
  ['contact_nom_prenom', ['contactName']],
  ['modes_mobilisation', ['mobilisationModes', 'beneficiariesAccessModes', 'coachOrientationModes']],
  ['lien_mobilisation', ['mobilisationLink', 'beneficiariesAccessModesExternalFormLink', 'onlineForm']],
  ['volume_horaire_hebdomadaire', ['durationWeeklyHours']],
  ['nombre_semaines', ['durationWeeks']],
  ['horaires_accueil', ['recurrence']],
]

/** Field by field, those that say nothing anywhere aside. Pure. */
export function compareFields(offer: NormalisedOffer, link: Link | null, live: DoraService | null): ComparedField[] {
  const displayed: Partial<DoraServiceFields> | null = live?.fields ?? link?.base ?? null
  return PAIRS.flatMap(([field, names]) => {
    const read = offer.service[field]
    const sent = first(link?.sent ?? null, names)
    const shown = first(displayed, names)
    if ([read, sent, shown].every(value => valueWords(value) === '–')) return []
    return { field, read, sent, shown, origins: offer.provenance[field] ?? [], state: stateOf(link, read, sent, shown) }
  })
}

function stateOf(link: Link | null, read: unknown, sent: unknown, shown: unknown): ComparedField['state'] {
  if (link === null) return 'unsent'
  if (comparedWords(sent) !== comparedWords(shown)) return 'differs'
  return comparedWords(sent) === comparedWords(read) ? 'same' : 'reworded'
}

/** Words of a value as they are compared: DORA keeps a text with other line breaks, and the values of a list in an order of its own. */
export function comparedWords(value: unknown): string {
  const text = Array.isArray(value) ? value.map(valueWords).toSorted().join(', ') : valueWords(value)
  return text.replace(/\s+/g, ' ').trim()
}

/** The first of these fields that says something, or null. */
export function first(fields: Partial<DoraServiceFields> | null, names: readonly (keyof DoraServiceFields)[]): unknown {
  for (const name of names) {
    const value = fields?.[name]
    if (value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0)) return value
  }
  return null
}
