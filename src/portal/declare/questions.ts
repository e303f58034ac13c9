import { fold } from '../../common/text.ts'
import { DECLARED_COLUMNS, type DeclaredColumn } from '../../harvest/declaration/template.ts'
import { entryOf, type ReferentielName, referentiels } from '../../reference/referentiels.ts'
import { suggest } from '../../reference/suggest.ts'

/** How a question is asked and read. `list` and `one` take values of a référentiel. */
export type Question = DeclaredColumn & {
  /** DORA asks it of every offer before the public may see it; without it the offer is a draft. */
  published: boolean
} & ({ kind: 'text' | 'long'; most: number } | { kind: 'one' | 'list'; referentiel: ReferentielName })

const LISTS: Record<string, ReferentielName> = {
  thematiques: 'thematiques',
  publics: 'publics',
  modes_accueil: 'modes_accueil',
  modes_mobilisation: 'modes_mobilisation',
  mobilisable_par: 'mobilisable_par',
}
const ONES: Record<string, ReferentielName> = { type: 'types', frais: 'frais' }
const PUBLISHED = new Set(['type', 'thematiques', 'modes_accueil', 'zone_eligibilite', 'modes_mobilisation'])
const LONG = new Set(['description', 'publics_precisions', 'conditions_acces', 'mobilisation_precisions'])

/** The questions of the declaration, in the order of the spreadsheet. */
export const QUESTIONS: readonly Question[] = DECLARED_COLUMNS.map(known => {
  const column = { ...known, published: PUBLISHED.has(known.field) }
  const list = LISTS[column.field]
  if (list) return { ...column, kind: 'list', referentiel: list }
  const one = ONES[column.field]
  if (one) return { ...column, kind: 'one', referentiel: one }
  if (LONG.has(column.field)) return { ...column, kind: 'long', most: 10_000 }
  return { ...column, kind: 'text', most: column.field === 'fin' ? 20 : 500 }
})

/** What the form asks: the identifier and the day are ours to fill in. */
export const FORM_QUESTIONS: readonly Question[] = QUESTIONS.filter(
  question => question.field !== 'id' && question.field !== 'date_maj',
)

/** What may be corrected on an offer that we read. */
export const CORRECTABLE = FORM_QUESTIONS.filter(
  question => !['structure_nom', 'siret', 'lien_source'].includes(question.field),
)

export function optionsOf(referentiel: ReferentielName): { value: string; label: string }[] {
  return referentiels[referentiel].map(entry => ({ value: entry.value, label: entry.label }))
}

/** The value that was meant (by code or by label), or what to write instead. */
export function readValue(referentiel: ReferentielName, word: string): { value: string } | { nearest: string | null } {
  const found = suggest(referentiel, word)
  const entry = found === null ? null : entryOf(referentiel, found)
  const same = (text: string) => fold(text) === fold(word)
  if (found !== null && entry && (same(found) || same(entry.label))) return { value: found }
  return { nearest: entry?.label ?? null }
}
