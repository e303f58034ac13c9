import { frenchHours } from '../../dora/translate/opening-hours.ts'
import type { KnownOffer } from '../../ledger/offers.ts'
import type { StatementBody, Typed } from '../../normalise/statements/statement.ts'
import { typedDay } from '../../normalise/statements/typed-day.ts'
import { toldEnd } from '../../normalise/told-end.ts'
import { parsePhones } from '../../normalise/transforms/phones.ts'
import type { Field } from '../../sync/fields.ts'
import type { FieldErrors } from '../web/form.ts'
import { valueWords } from '../words-of.ts'
import { placeName } from '../zone-words.ts'
import { checkTyped } from './check.ts'
import { overAlready } from './over-already.ts'
import { CORRECTABLE } from './questions.ts'

export type Correction = Extract<StatementBody, { kind: 'correction' }>

export type ReadCorrection = { kind: 'said'; body: Correction } | { kind: 'wrong'; errors: FieldErrors }

/** What can be corrected of an offer, as text of the form. */
export function currentValues(offer: KnownOffer): Typed {
  const service = offer.record?.service as unknown as Record<string, unknown> | undefined
  return Object.fromEntries(
    CORRECTABLE.map(({ field }) => {
      if (field === 'fin') return [field, slashed(offer.record === null ? null : toldEnd(offer.record))]
      const value = field === 'nom' ? (service?.nom ?? offer.name) : service?.[field]
      return [
        field,
        value === null || value === undefined
          ? ''
          : Array.isArray(value)
            ? field === 'zone_eligibilite'
              ? value.map(code => placeName(String(code)) ?? String(code)).join(', ')
              : value.join(',')
            : asTyped(field, String(value)),
      ]
    }),
  )
}

/**
 * What a person changed, or what is wrong with it. What was already so on the page is not their mistake. Pure.
 * @param today `YYYY-MM-DD`: a new last day is not before it
 */
export function readCorrection(
  before: Typed,
  typed: Typed,
  comment: string,
  { department, today }: { department: string; today: string },
): ReadCorrection {
  const checked = checkTyped(typed, CORRECTABLE, department)
  if (!sameValue('fin', checked.values.fin ?? '', before.fin ?? ''))
    Object.assign(checked.errors, overAlready(checked.values, today, 'retirez l’offre si elle est terminée'))
  const errors = Object.fromEntries(
    Object.entries(checked.errors).filter(([name]) => (typed[name] ?? '') !== (before[name] ?? '')),
  )
  if (Object.keys(errors).length > 0) return { kind: 'wrong', errors }
  const fields = Object.fromEntries(
    CORRECTABLE.flatMap(({ field }) => {
      const after = checked.values[field] ?? ''
      const same = field in checked.errors || sameValue(field, after, before[field] ?? '')
      return same ? [] : [[field, { before: before[field] ?? '', after }] as const]
    }),
  )
  if (Object.keys(fields).length === 0 && comment === '')
    return {
      kind: 'wrong',
      errors: { commentaire: 'Rien n’a changé : modifiez une réponse, ou écrivez un mot au gestionnaire.' },
    }
  return { kind: 'said', body: { kind: 'correction', fields, comment } }
}

/** DORA's fields whose value a person gives in the question of another name. */
const QUESTIONS_OF: Partial<Record<Field, string>> = {
  name: 'nom',
  shortDesc: 'description',
  fullDesc: 'description',
  subcategories: 'thematiques',
  categories: 'thematiques',
  kind: 'type',
  publics: 'publics',
  publicsPrecisions: 'publics_precisions',
  feeCondition: 'frais',
  feeDetails: 'frais_precisions',
  requirements: 'conditions_acces',
  accessConditions: 'conditions_acces',
  contactPhone: 'telephone',
  contactEmail: 'courriel',
  contactName: 'contact_nom_prenom',
  address1: 'adresse',
  address2: 'complement_adresse',
  postalCode: 'code_postal',
  cityCode: 'commune',
  locationKinds: 'modes_accueil',
  beneficiariesAccessModes: 'modes_mobilisation',
  coachOrientationModes: 'modes_mobilisation',
  durationWeeklyHours: 'volume_horaire_hebdomadaire',
  durationWeeks: 'nombre_semaines',
  suspensionDate: 'fin',
  diffusionZoneType: 'zone_eligibilite',
  diffusionZoneDetails: 'zone_eligibilite',
  recurrence: 'horaires_accueil',
  beneficiariesAccessModesExternalFormLink: 'modes_mobilisation',
  beneficiariesAccessModesExternalFormLinkText: 'modes_mobilisation',
  beneficiariesAccessModesOther: 'modes_mobilisation',
  coachOrientationModesExternalFormLink: 'modes_mobilisation',
  coachOrientationModesExternalFormLinkText: 'modes_mobilisation',
  coachOrientationModesOther: 'modes_mobilisation',
  mobilisationModes: 'modes_mobilisation',
  mobilisableBy: 'mobilisable_par',
  mobilisationDetails: 'mobilisation_precisions',
  mobilisationLink: 'lien_mobilisation',
  onlineForm: 'lien_mobilisation',
}

/** The question of the declaration whose answer a value of DORA is made of; null: none. */
export function questionOf(field: Field): string | null {
  return QUESTIONS_OF[field] ?? null
}

/** The question in which a value of DORA is corrected; null: none asks for it. */
export function correctionOf(field: Field): string | null {
  const asked = QUESTIONS_OF[field]
  return CORRECTABLE.some(question => question.field === asked) ? (asked ?? null) : null
}

/** A French number as people write it, the rest as it is. */
function asTyped(field: string, value: string): string {
  if (field === 'horaires_accueil') return frenchHours(value)
  return field === 'telephone' ? valueWords(value) : value
}

/** `2027-12-31` as people type it. */
function slashed(day: string | null): string {
  return day === null ? '' : day.split('-').toReversed().join('/')
}

/** Whether two answers of that question say the same. */
export function sameValue(field: string, a: string, b: string): boolean {
  if (field === 'telephone') return phoneOf(a) === phoneOf(b)
  if (field === 'fin' && a !== '' && b !== '') return typedDay(a) === typedDay(b)
  const canonical = (text: string) =>
    isSet(field)
      ? text
          .split(',')
          .map(part => part.trim())
          .toSorted()
          .join(',')
      : text.replace(/\s+/g, ' ').trim()
  return canonical(a) === canonical(b)
}

/** Whether the answer is several values, in any order. */
function isSet(field: string): boolean {
  return field === 'zone_eligibilite' || CORRECTABLE.some(each => each.field === field && each.kind === 'list')
}

function phoneOf(text: string): string {
  const read = parsePhones(text)
  return (read.ok && read.values[0]) || text
}
