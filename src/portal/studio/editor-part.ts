import { html } from 'hono/html'
import { CONVENTION_ANSWERS } from '../../studio/convention-answers.ts'
import { chosen } from '../../studio/lesson.ts'
import { foundIn, lineOf, shownOf, shownWords } from '../../studio/shown-of.ts'
import type { StudioField } from '../../studio/studio-fields.ts'
import type { TriedOffer } from '../../studio/tried.ts'
import { CORRECTABLE } from '../declare/questions.ts'
import type { Html } from '../layout.ts'
import { questionFields } from '../pages/question-fields.ts'
import { errorSummary, type FieldErrors, inputField, postForm } from '../web/form.ts'
import { valueWords } from '../words-of.ts'
import type { FieldContext } from './field-part.ts'
import { readOf } from './field-part.ts'
import { lessonPath, lessonPlace } from './paths.ts'
import { partOf } from './said-value.ts'
import { countWords, nameOf } from './tally-of.ts'

/** What can be chosen for one field: other words of the source, a line to show, an answer to type, nothing. */
export function editorPart(
  field: StudioField,
  { id, lesson, offers, at }: Omit<FieldContext, 'editor'>,
  {
    token,
    errors,
    typed,
  }: { token: Html; errors?: FieldErrors | undefined; typed?: Record<string, string> | undefined },
): Html {
  const one = offers[at - 1]
  if (one === undefined) return html``
  const read = readOf(field, one)
  const hidden = html`<input type="hidden" name="champ" value="${field.name}"><input type="hidden" name="offre" value="${at}">`
  const many = offers.length > 1
  const current = chosen(lesson).offers[one.name]?.[field.name] ?? chosen(lesson).fields[field.name]
  const action = `${lessonPath(id)}/choisir`
  const button = (choice: string, label: Html | string, value = '') =>
    postForm(
      action,
      token,
      html`${hidden}<input type="hidden" name="choix" value="${choice}"><input type="hidden" name="valeur" value="${value}"><button class="second small">${label}</button>`,
      { class: 'inline' },
    )
  const alternatives = (read?.alternatives ?? []).slice(0, 3)
  return html`<div class="lesson-editor">
${errorSummary(errors)}
${
  alternatives.length === 0
    ? ''
    : html`<h3>Ou bien, sur la page</h3><ul class="plain">${alternatives.map((each, n) => html`<li><strong>${valueWords(each.value)}</strong> <span class="quiet">« ${each.words.slice(0, 120)} », ${each.where}${reach(each.words, one, offers)}</span> ${button('autre', html`Prendre<span class="hidden"> ${valueWords(each.value)}</span>`, String(n))}</li>`)}</ul>`
}
<h3>Montrer où c’est écrit</h3>
${postForm(
  action,
  token,
  html`${hidden}<input type="hidden" name="choix" value="ligne">
<p class="hint" data-point>Choisissez une ligne de l’offre : la même place est lue dans les autres offres.</p>
<div class="lines" id="ligne" role="radiogroup" aria-label="Ligne de l’offre" tabindex="-1">${one.lines.map(
    line =>
      html`<div class="box"><input type="radio" name="valeur" id="ligne-${line.rank}" value="${line.rank}"><label for="ligne-${line.rank}"><span class="quiet">${line.rank}.</span> ${line.label ? html`<em>${line.label} :</em> ` : ''}${line.text}</label></div>`,
  )}</div>
<p class="actions"><button class="small">Lire ici</button> <button class="second small" name="dehors" value="1">Cette ligne n’est dans aucune offre</button></p>`,
)}
${typedPart(field, one, { action, token, hidden, alike: offers.filter(({ name }) => name === one.name).length, many, errors, typed })}
<p class="actions">${field.needed ? '' : button('rien', 'La source ne le dit pas')}
${CONVENTION_ANSWERS.has(field.name) && lesson.action !== null ? button('convention', 'D’après la convention') : ''}
${current === undefined ? '' : button('proposition', 'Revenir à la proposition')}
<a href="${lessonPlace(id, at)}#champ-${field.name}">Fermer</a></p>
</div>`
}

/** «; se retrouve dans 3 offres sur 4». */
function reach(words: string, one: TriedOffer, offers: readonly TriedOffer[]): string {
  const line = offers.length > 1 ? lineOf(words, one) : undefined
  if (line === undefined) return ''
  const shown = shownOf(line, offers)
  const found = foundIn(shown, offers)
  const failing = offers.filter(each => !found.includes(each)).map(nameOf)
  return ` ; ${shownWords(shown)} : ${countWords(found.length, offers.length, failing)}`
}

function typedPart(
  field: StudioField,
  one: TriedOffer,
  parts: {
    action: string
    token: Html
    hidden: Html
    /** Offers of the same name, itself included: they are told apart by nothing else. */
    alike: number
    many: boolean
    errors: FieldErrors | undefined
    typed: Record<string, string> | undefined
  },
): Html {
  const { action, token, hidden, alike, many, errors, typed } = parts
  const own = alike === 1 ? 'cette offre seulement' : `les ${alike} offres de ce nom`
  const questions = CORRECTABLE.filter(({ field: name }) => field.parts.includes(name))
  const values =
    typed ??
    Object.fromEntries(
      questions.map(({ field: name }) => [
        name,
        textOf(one.offer === null ? one.fields[name]?.value : partOf(name, one.offer)),
      ]),
    )
  const asked = field.name === 'periode' || questions.length === 0
  return html`<h3>Ou l’écrire vous-même</h3>
${postForm(
  action,
  token,
  html`${hidden}<input type="hidden" name="choix" value="constante">
${asked ? inputField({ name: 'texte', label: field.label, hint: field.hint, value: typed?.texte ?? '', errors, required: true }) : questionFields(questions, values, errors)}
${many ? html`<fieldset><legend>Pour</legend><div class="box"><input type="radio" name="pour" id="pour-une" value="une"${typed?.pour === 'toutes' ? '' : html` checked`}><label for="pour-une">${own}</label></div><div class="box"><input type="radio" name="pour" id="pour-toutes" value="toutes"${typed?.pour === 'toutes' ? html` checked` : ''}><label for="pour-toutes">toutes les offres de cette source</label></div></fieldset>` : ''}
<p><button class="small">Écrire cette réponse</button></p>`,
)}`
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  return Array.isArray(value) ? value.join(',') : String(value)
}
