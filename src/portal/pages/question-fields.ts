import { html } from 'hono/html'
import type { Typed } from '../../normalise/statements/statement.ts'
import { labelOf } from '../../reference/referentiels.ts'
import { optionsOf, type Question } from '../declare/questions.ts'
import type { Html } from '../layout.ts'
import { areaField, boxesField, type FieldErrors, inputField, ownError, selectField, unforced } from '../web/form.ts'

const AUTOCOMPLETE: Record<string, string> = {
  courriel: 'email',
  telephone: 'tel',
  code_postal: 'postal-code',
  adresse: 'street-address',
}
const TYPES: Record<string, string> = { courriel: 'email', telephone: 'tel', lien_source: 'url' }

/** The controls of a declaration or of a correction, each with its help and its error. */
export function questionFields(questions: readonly Question[], values: Typed, errors?: FieldErrors): Html[] {
  return questions.map(question => control(question, values[question.field] ?? '', errors))
}

function control(question: Question, value: string, errors?: FieldErrors): Html {
  const { field: name, label, hint, required, published } = question
  const common = { name, label, hint, value, required, published, errors }
  switch (question.kind) {
    case 'long':
      return areaField({ ...common, rows: name === 'description' ? 8 : 3 })
    case 'one':
      return selectField({
        ...common,
        options: [{ value: '', label: 'à préciser' }, ...optionsOf(question.referentiel)],
      })
    case 'list':
      return question.referentiel === 'thematiques'
        ? themes(name, label, value, errors)
        : boxesField({
            name,
            legend: label,
            published,
            hint,
            options: optionsOf(question.referentiel),
            values: value.split(','),
            errors,
          })
    case 'text':
      return inputField({
        ...common,
        ...(TYPES[name] ? { type: TYPES[name] } : {}),
        ...(AUTOCOMPLETE[name] ? { autocomplete: AUTOCOMPLETE[name] } : {}),
        ...(name === 'code_postal' || name === 'siret' ? { inputmode: 'numeric' } : {}),
      })
  }
}

/** Sixty themes, folded by heading; a heading with a chosen theme is open. */
function themes(name: string, label: string, value: string, errors?: FieldErrors): Html {
  const chosen = value.split(',')
  const groups = Map.groupBy(optionsOf('thematiques'), option => option.value.split('--')[0] ?? '')
  const error = ownError(name, label, errors)
  return html`<fieldset id="${name}" tabindex="-1" class="${error ? 'wrong' : ''}" aria-describedby="${name}-aide">
<legend>${label}${unforced({ published: true })}</legend><p class="hint" id="${name}-aide">Ouvrez un domaine pour cocher les besoins auxquels l’offre répond.</p>
${error ? html`<p class="error">Erreur : ${error}</p>` : ''}
${[...groups].map(
  ([
    category,
    options,
  ]) => html`<details${options.some(option => chosen.includes(option.value)) ? html` open` : ''}><summary>${labelOf('categories', category)}</summary>
${options.map(
  option => html`<div class="box"><input type="checkbox" id="${option.value}" name="${name}" value="${option.value}"${chosen.includes(option.value) ? html` checked` : ''}>
<label for="${option.value}">${option.label}</label></div>`,
)}</details>`,
)}</fieldset>`
}
