import { html } from 'hono/html'
import type { RefusedHow } from '../../ledger/choices.ts'
import type { Html } from '../layout.ts'
import { areaField, type FieldErrors, selectField } from '../web/form.ts'

/** How long a refusal holds, as people choose it. */
export const REFUSAL_WORDS: Record<RefusedHow, { label: string; said: string }> = {
  later: { label: 'pas maintenant : tant que la source dit la même chose', said: 'pas maintenant' },
  never: { label: 'jamais cette valeur', said: 'jamais cette valeur' },
  misread: { label: 'mal lu, à corriger', said: 'mal lu' },
}

export function isRefusedHow(word: string): word is RefusedHow {
  return Object.hasOwn(REFUSAL_WORDS, word)
}

/** A refusal as it was sent, when it is to be corrected. */
export interface RefusalSent {
  /** What is refused; empty: the whole. */
  field: string
  how: string
  errors: FieldErrors
}

/** Id of the control that asks why, in the form of that part. */
export const reasonId = (part: string): string => `raison${part}`

/** The questions of a refusal: which part, for how long, and why. @param part tells apart several forms of one page */
export function refusalFields(parts: {
  part: string
  /** Fields that may be refused alone, by name and label; none: the whole only. */
  fields?: readonly { value: string; label: string }[]
  sent?: RefusalSent | undefined
}): Html {
  const { part, fields = [], sent } = parts
  return html`${fields.length > 1 ? selectField({ name: 'champ', id: `champ${part}`, label: 'Ce qui est refusé', required: true, value: sent?.field, options: [{ value: '', label: 'toute l’offre' }, ...fields] }) : ''}
${selectField({ name: 'duree', id: `duree${part}`, label: 'Pour combien de temps', required: true, value: sent?.how, options: Object.entries(REFUSAL_WORDS).map(([value, { label }]) => ({ value, label })) })}
${areaField({ name: 'raison', id: reasonId(part), label: 'Raison du refus', rows: 2, errors: sent?.errors, required: true })}`
}
