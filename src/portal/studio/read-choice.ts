import { typedZone } from '../../normalise/statements/typed-place.ts'
import { parseDuration } from '../../normalise/transforms/duration.ts'
import { parsePeriod } from '../../normalise/transforms/period.ts'
import type { Parsed } from '../../normalise/transforms/transform.ts'
import type { Choice, Choices } from '../../studio/choices.ts'
import { chosen } from '../../studio/lesson.ts'
import { foundIn, lineOf, shownOf, zoneOf } from '../../studio/shown-of.ts'
import type { OpenLesson } from '../../studio/studio.ts'
import { type StudioField, studioField } from '../../studio/studio-fields.ts'
import { checkTyped } from '../declare/check.ts'
import { CORRECTABLE } from '../declare/questions.ts'
import { typedForm } from '../declare/typed-form.ts'
import type { FieldErrors } from '../web/form.ts'
import { text } from '../web/frame.ts'
import { readOf } from './field-part.ts'

export type ReadChoice =
  | { kind: 'chosen'; choices: Choices }
  | { kind: 'wrong'; errors: FieldErrors; typed: Record<string, string> }

/** What a person chose for a field, from the form of the editor; null when the form names nothing that exists. */
export function readChoice(form: FormData, { lesson, tried }: OpenLesson, department: string): ReadChoice | null {
  const before = chosen(lesson)
  const field = studioField(text(form, 'champ', 60))
  const one = tried.offers[Number(text(form, 'offre', 4)) - 1]
  const kind = text(form, 'choix', 20)
  if (field === undefined || one === undefined) return null
  const forAll = (choice: Choice | null): ReadChoice => {
    const { [field.name]: _, ...fields } = before.fields
    const offers = { ...before.offers, [one.name]: without(before.offers[one.name], field.name) }
    return {
      kind: 'chosen',
      choices: { ...before, offers, fields: choice === null ? fields : { ...fields, [field.name]: choice } },
    }
  }
  const forOne = (choice: Choice): ReadChoice => ({
    kind: 'chosen',
    choices: {
      ...before,
      offers: { ...before.offers, [one.name]: { ...before.offers[one.name], [field.name]: choice } },
    },
  })
  switch (kind) {
    case 'proposition':
      return forAll(null)
    case 'rien':
      return field.needed ? null : forAll({ kind: 'silent' })
    case 'convention':
      return forAll({ kind: 'convention' })
    case 'autre': {
      const other = readOf(field, one)?.alternatives[Number(text(form, 'valeur', 3))]
      if (other === undefined) return null
      const line = lineOf(other.words, one)
      const shown = line && shownOf(line, tried.offers)
      // Words that stand nowhere else are true of this offer alone.
      if (shown === undefined || (tried.offers.length > 1 && foundIn(shown, tried.offers).length < 2))
        return forOne({ kind: 'constant', value: field.parts.length > 1 ? other.words : constantOf(other.value) })
      return forAll({ kind: 'shown', shown })
    }
    case 'ligne': {
      const line = one.lines.find(({ rank }) => rank === Number(text(form, 'valeur', 5)))
      if (line === undefined) return { kind: 'wrong', errors: { ligne: 'Choisissez une ligne de l’offre.' }, typed: {} }
      if (text(form, 'dehors', 2) === '1') {
        const zone = zoneOf(line)
        if (zone === null)
          return {
            kind: 'wrong',
            errors: { ligne: 'Cette ligne n’a pas de mots : choisissez-en une autre.' },
            typed: {},
          }
        return { kind: 'chosen', choices: { ...before, without: [...new Set([...before.without, zone])] } }
      }
      return forAll({ kind: 'shown', shown: shownOf(line, tried.offers) })
    }
    case 'constante': {
      const read = readTyped(form, field, department)
      const reach = text(form, 'pour', 10)
      if ('errors' in read) return { kind: 'wrong', errors: read.errors, typed: { ...read.typed, pour: reach } }
      const choice: Choice = { kind: 'constant', value: read.value }
      return reach === 'une' && tried.offers.length > 1 ? forOne(choice) : forAll(choice)
    }
    default:
      return null
  }
}

/** Answers in one phrase, and how each is read: what is not understood is said now, not at the first pass. */
const PHRASES: Record<string, (words: string) => Parsed> = { periode: parsePeriod, duree: parseDuration }

const constantOf = (value: unknown): string | string[] => (Array.isArray(value) ? value.map(String) : String(value))

function without(fields: Record<string, Choice> | undefined, name: string): Record<string, Choice> {
  const { [name]: _, ...rest } = fields ?? {}
  return rest
}

function readTyped(
  form: FormData,
  field: StudioField,
  department: string,
): { value: string | string[] } | { errors: FieldErrors; typed: Record<string, string> } {
  const questions = CORRECTABLE.filter(({ field: name }) => field.parts.includes(name))
  if (field.name in PHRASES || questions.length === 0) {
    const value = text(form, 'texte', 300)
    if (value === '') return { errors: { texte: `${field.label} : écrivez une réponse.` }, typed: {} }
    const read = PHRASES[field.name]?.(value)
    if (read === undefined || read.ok) return { value }
    return { errors: { texte: `${field.label} : attendu, ${read.expected}.` }, typed: { texte: value } }
  }
  const typed = typedForm(form)
  const { values, errors } = checkTyped(typed, questions, department)
  const given = questions.map(({ field: name }) => values[name] ?? '').filter(Boolean)
  if (Object.keys(errors).length === 0 && given.length === 0)
    errors[questions[0]?.field ?? field.name] = `${field.label} : écrivez une réponse.`
  if (Object.keys(errors).length > 0) return { errors, typed }
  if (field.name === 'lieu') {
    const place = [values.code_postal, values.commune].filter(Boolean).join(' ')
    return { value: [values.adresse, place].filter(Boolean).join(', ') }
  }
  if (field.name === 'zone_eligibilite')
    return { value: typedZone(values.zone_eligibilite ?? '', department).values.map(String) }
  const one = values[field.name] ?? ''
  return { value: field.many ? one.split(',') : one }
}
