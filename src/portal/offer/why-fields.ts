import type { DoraService, DoraServiceFields } from '../../dora/port.ts'
import { SERVICE_FIELDS } from '../../dora/service-fields.ts'
import { isFieldChoice, type StoredChoice } from '../../ledger/choices.ts'
import type { Link } from '../../ledger/links.ts'
import type { NormalisedOffer, Provenance } from '../../normalise/normalised-offer.ts'
import { type Field, isEmpty, same } from '../../sync/fields.ts'
import { questionOf } from '../declare/corrections.ts'

/** One field of a service as DORA shows it, and why it says that. */
export interface WhyField {
  field: Field
  value: unknown
  /**
   * `planned`: DORA has nothing of the offer yet, this is what it would hold; `ours`: as the robot wrote it; `theirs`: a person changed it in
   * DORA since; `before`: DORA held it already, the robot never wrote it; `hidden`: this account may not read it, this is what was written.
   */
  state: 'planned' | 'ours' | 'theirs' | 'before' | 'hidden'
  /** What the partner says today, when DORA does not show that; null otherwise. */
  told: unknown
  /** Where the partner's value comes from. */
  origins: readonly Provenance[]
  /** Another field that this one is made of. */
  from: Field | null
  /** A standing decision: which side always holds. */
  pinned: { side: 'ours' | 'theirs'; by: string; at: string } | null
}

/** The fields in the order in which DORA shows a service. */
export const WHY_GROUPS: readonly { title: string; fields: readonly Field[] }[] = [
  { title: 'Ce que c’est', fields: ['name', 'shortDesc', 'fullDesc', 'kind', 'categories', 'subcategories'] },
  {
    title: 'Pour qui',
    fields: [
      'publics',
      'publicsPrecisions',
      'accessConditions',
      'requirements',
      'credentials',
      'feeCondition',
      'feeDetails',
    ],
  },
  {
    title: 'Où et quand',
    fields: [
      'locationKinds',
      'address1',
      'address2',
      'postalCode',
      'cityCode',
      'remoteUrl',
      'diffusionZoneDetails',
      'recurrence',
      'durationWeeklyHours',
      'durationWeeks',
      'suspensionDate',
    ],
  },
  {
    title: 'Comment y venir',
    fields: [
      'contactName',
      'contactPhone',
      'contactEmail',
      'beneficiariesAccessModes',
      'beneficiariesAccessModesOther',
      'beneficiariesAccessModesExternalFormLink',
      'coachOrientationModes',
      'coachOrientationModesOther',
      'coachOrientationModesExternalFormLink',
      'mobilisationModes',
      'mobilisableBy',
      'mobilisationDetails',
      'mobilisationLink',
      'onlineForm',
    ],
  },
]

const MADE_OF: Partial<Record<Field, Field>> = { shortDesc: 'fullDesc', categories: 'subcategories' }

interface Known {
  record: NormalisedOffer
  link: Link | null
  /** As DORA shows it now; null when it does not answer. */
  live: DoraService | null
  /** What would be written today; null when the source is not read any more. */
  desired: DoraServiceFields | null
  rules: readonly StoredChoice[]
}

/** The fields of one group that say something somewhere. Pure. */
export function whyFields(fields: readonly Field[], known: Known): WhyField[] {
  return fields.flatMap(field => whyField(field, known) ?? [])
}

function whyField(field: Field, { record, link, live, desired, rules }: Known): WhyField | null {
  const wanted = desired?.[field] ?? null
  const hidden = link !== null && (live?.hidden.includes(field) ?? false)
  const held = live?.fields ?? link?.shown ?? link?.base ?? null
  const sent = link?.sent[field] ?? null
  const value = link === null ? wanted : hidden ? sent : (held?.[field] ?? null)
  if (isEmpty(field, value) && (isEmpty(field, wanted) || isUnspoken(field, link))) return null
  if (link === null && SERVICE_FIELDS[field].speaks === 'data-inclusion') return null
  const state = link === null ? 'planned' : hidden ? 'hidden' : stateOf(field, link, sent, value)
  const told =
    link === null || hidden || desired === null || isEmpty(field, wanted) || same(field, wanted, value) ? null : wanted
  const rule = rules.filter(isFieldChoice).find(each => each.topic === `field:${field}`)
  return {
    field,
    value,
    state,
    told,
    origins: record.provenance[questionOf(field) ?? field] ?? [],
    from: MADE_OF[field] ?? null,
    pinned: rule && !rule.value.once ? { side: rule.value.side, by: rule.decidedBy, at: rule.decided } : null,
  }
}

/** DORA says how one mobilises a service in one of two ways: the other one is never written there. */
function isUnspoken(field: Field, link: Link | null): boolean {
  return SERVICE_FIELDS[field].speaks !== undefined && !Object.hasOwn(link?.sent ?? {}, field)
}

function stateOf(field: Field, link: Link, sent: unknown, value: unknown): 'ours' | 'theirs' | 'before' {
  if (!Object.hasOwn(link.sent, field)) return 'before'
  const written = Object.hasOwn(link.base, field) ? link.base[field] : sent
  return same(field, written, value) || same(field, sent, value) ? 'ours' : 'theirs'
}
