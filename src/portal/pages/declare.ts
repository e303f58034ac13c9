import { html } from 'hono/html'
import type { Typed } from '../../normalise/statements/statement.ts'
import { FORM_QUESTIONS, type Question } from '../declare/questions.ts'
import type { Html } from '../layout.ts'
import { errorSummary, type FieldErrors, postForm } from '../web/form.ts'
import { questionFields } from './question-fields.ts'

/** What is enough for an offer to be found, in the order one tells it. */
const GROUPS: readonly (readonly [string, readonly string[]])[] = [
  ['L’offre', ['nom', 'description', 'structure_nom']],
  ['Qui peut venir, et où', ['publics', 'frais', 'modes_accueil', 'adresse', 'code_postal', 'commune']],
  ['Qui appeler', ['telephone', 'courriel']],
]
const ESSENTIAL = new Set(GROUPS.flatMap(([, fields]) => fields))

/** The form of a new offer: ten questions open, the others folded. */
export function declarePage(values: Typed, errors: FieldErrors | undefined, field: Html): Html {
  const others = FORM_QUESTIONS.filter(question => !ESSENTIAL.has(question.field))
  const wrong = others.some(question => errors?.[question.field])
  return html`${errorSummary(errors)}
<p>Pour une offre que votre site ne présente pas. Plusieurs offres ? <a href="/tableur">Envoyez un tableur</a>.</p>
${postForm(
  '/declarer',
  field,
  html`${GROUPS.map(([title, fields]) => html`<h2>${title}</h2>${questionFields(questionsOf(fields), values, errors)}`)}
<h2>Le reste, si vous l’avez</h2>
<details${wrong ? html` open` : ''}><summary>Thématiques, conditions d’accès, horaires, zone, SIRET…</summary>${questionFields(others, values, errors)}</details>
<p><button>Déclarer cette offre</button></p>`,
)}`
}

function questionsOf(fields: readonly string[]): Question[] {
  return fields.flatMap(field => FORM_QUESTIONS.find(question => question.field === field) ?? [])
}
