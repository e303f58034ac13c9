import { html } from 'hono/html'
import type { Typed } from '../../normalise/statements/statement.ts'
import { NO_ACTION } from '../declare/action-lines.ts'
import { FORM_QUESTIONS, type Question } from '../declare/questions.ts'
import type { Html } from '../layout.ts'
import { type FieldErrors, postForm, selectField } from '../web/form.ts'
import { questionFields } from './question-fields.ts'

/** What is enough for an offer to be found, in the order one tells it. */
const GROUPS: readonly (readonly [string, readonly string[]])[] = [
  ['L’offre', ['nom', 'description', 'structure_nom', 'type', 'thematiques']],
  [
    'Qui peut venir, quand et où',
    ['publics', 'frais', 'modes_accueil', 'adresse', 'code_postal', 'commune', 'zone_eligibilite', 'horaires_accueil'],
  ],
  ['Comment s’inscrire', ['modes_mobilisation', 'telephone', 'courriel']],
]
const ESSENTIAL = new Set(GROUPS.flatMap(([, fields]) => fields))

export interface DeclareParts {
  values: Typed
  errors: FieldErrors | undefined
  field: Html
  /** Lines of the convention among which the partner chooses; nothing is asked when there is one. */
  lines: readonly { id: string; title: string }[]
  /** The answers are good, but not enough for the public to see the offer. */
  unpublished: boolean
  /** Filled in by somebody else than the partner. */
  by?: { action: string; lead: Html; before: Html; button: string }
}

/** The form of a new offer: what publishing needs is open, the rest folded. */
export function declarePage({ values, errors, field, lines, unpublished, by }: DeclareParts): Html {
  const others = FORM_QUESTIONS.filter(question => !ESSENTIAL.has(question.field))
  const wrong = others.some(question => errors?.[question.field])
  return html`${unpublished ? html`<p class="notice warn">Sans ces réponses, l’offre resterait un brouillon : le public ne la verrait pas dans DORA.</p>` : ''}
${by?.lead ?? html`<p>Pour une offre que votre site ne présente pas. Plusieurs offres ? <a href="/tableur">Envoyez un tableur</a>.</p>`}
${postForm(
  by?.action ?? '/declarer',
  field,
  html`${by?.before ?? ''}${GROUPS.map(([title, fields]) => html`<h2>${title}</h2>${questionFields(questionsOf(fields), values, errors)}`)}
${
  lines.length > 1
    ? selectField({
        name: 'action',
        label: 'Action de la convention',
        hint: 'Celle pour laquelle cette offre compte.',
        required: true,
        value: values.action,
        errors,
        options: [
          { value: '', label: 'à choisir' },
          ...lines.map(({ id, title }) => ({ value: id, label: title })),
          { value: NO_ACTION, label: 'aucune de celles-ci' },
        ],
      })
    : ''
}
<h2>Le reste, si vous l’avez</h2>
<details${wrong ? html` open` : ''}><summary>Conditions d’accès, précisions, SIRET…</summary>${questionFields(others, values, errors)}</details>
<p class="actions"><button>${by?.button ?? 'Déclarer cette offre'}</button>${unpublished ? html` <button class="second" name="quand-meme" value="1">Transmettre quand même, en brouillon</button>` : ''}</p>`,
)}`
}

function questionsOf(fields: readonly string[]): Question[] {
  return fields.flatMap(field => FORM_QUESTIONS.find(question => question.field === field) ?? [])
}
