import { html } from 'hono/html'
import type { FieldProposal } from '../../learn/proposal.ts'
import { wasShown } from '../../studio/apply-shown.ts'
import type { Choice } from '../../studio/choices.ts'
import { type LeftUnread, leftUnread } from '../../studio/left-unread.ts'
import { chosen, type Lesson } from '../../studio/lesson.ts'
import { shownWords } from '../../studio/shown-of.ts'
import type { StudioField } from '../../studio/studio-fields.ts'
import type { TriedOffer } from '../../studio/tried.ts'
import type { Html } from '../layout.ts'
import { shown } from '../pages/shown-value.ts'
import { lessonPlace } from './paths.ts'
import { readValue, saidValue } from './said-value.ts'
import { tallyOf } from './tally-of.ts'

const CONFIDENCE: Record<FieldProposal['confidence'], { word: string; tone: 'good' | 'warn' }> = {
  haute: { word: 'sûr', tone: 'good' },
  moyenne: { word: 'à vérifier', tone: 'warn' },
  basse: { word: 'supposé', tone: 'warn' },
}

export interface FieldContext {
  id: string
  lesson: Lesson
  /** All the offers, and which is shown, from 1. */
  offers: readonly TriedOffer[]
  at: number
  /** Open under the field. */
  editor: Html | ''
}

/** One field of the offer that is shown: its value, where it comes from, how sure it is, and the way to correct it. */
export function fieldPart(field: StudioField, { id, lesson, offers, at, editor }: FieldContext): Html {
  const one = offers[at - 1]
  const value = one === undefined ? null : fieldValue(field, lesson, one)
  const read = one === undefined ? null : readOf(field, one)
  const open = editor !== ''
  return html`<div class="lesson-field${open ? ' open' : ''}" id="champ-${field.name}"${open ? html` tabindex="-1"` : ''}>
<h3>${field.label}</h3>
<div class="lesson-value">${value ?? html`<span class="quiet">rien</span>`}</div>
<p class="lesson-why">${whyWords(field, lesson, one, read, value !== null)} <span class="quiet">${offers.length > 1 && value !== null ? html`${tallyOf(field, offers)}.` : ''}</span></p>
${isWrong(field, one) ? html`<p class="lesson-why">${mark('à corriger', 'bad')} ${one?.because}</p>` : ''}
${read !== null && read.unread.length > 0 ? html`<p class="lesson-why warn">Reste non lu : ${read.unread.map((words, n) => html`${n > 0 ? ' ; ' : ''}« <mark>${words}</mark> »`)}</p>` : ''}
${open ? editor : html`<a class="fix" href="${lessonPlace(id, at, field.name)}">${value === null ? 'Dire ou montrer' : 'Changer'}<span class="hidden"> : ${field.label}</span></a>`}
</div>`
}

/** What is known of a field: what DORA would get; of an offer that does not pass, what was answered or read. */
function fieldValue(field: StudioField, lesson: Lesson, one: TriedOffer): Html | string | null {
  if (one.offer !== null) return saidValue(field, one.offer)
  const choice = choiceOf(field, lesson, one)
  if (choice?.kind === 'silent') return null
  return choice?.kind === 'constant' ? shown(choice.value, field.name) : readValue(field, one)
}

const choiceOf = ({ name }: StudioField, lesson: Lesson, one: TriedOffer | undefined): Choice | undefined =>
  chosen(lesson).offers[one?.name ?? '']?.[name] ?? chosen(lesson).fields[name]

/** Whether it is what keeps the offer from passing. */
const isWrong = ({ parts }: StudioField, one: TriedOffer | undefined): boolean =>
  one?.offer === null && one.wrong !== null && parts.includes(one.wrong)

/** What was read of the source for a field; null when nothing was. */
export function readOf({ parts }: StudioField, { fields }: Pick<TriedOffer, 'fields'>): FieldProposal | null {
  return parts.flatMap(part => fields[part] ?? [])[0] ?? null
}

function whyWords(
  field: StudioField,
  lesson: Lesson,
  one: TriedOffer | undefined,
  read: FieldProposal | null,
  said: boolean,
): Html | string {
  const choice = choiceOf(field, lesson, one)
  switch (choice?.kind) {
    case 'constant':
      return mark('votre réponse', 'good')
    case 'silent':
      return html`${mark('laissé vide', 'quiet')} vous avez dit que la source n’en parle pas.`
    case 'convention':
      return html`${mark('sûr', 'good')} d’après la convention.`
    case 'shown':
      if (said && read !== null && wasShown(read))
        return html`${mark('montré par vous', 'good')} ${shownWords(choice.shown)}${read.words ? html` : « ${cut(read.words)} »` : ''}.`
      return html`${mark('à vérifier', 'warn')} vous avez montré ${shownWords(choice.shown)}, et rien ne s’y lit${said ? html` ; en attendant, ${readWords(field, lesson, one, read, said)}` : '.'}`
    default:
      return readWords(field, lesson, one, read, said)
  }
}

function readWords(
  field: StudioField,
  lesson: Lesson,
  one: TriedOffer | undefined,
  read: FieldProposal | null,
  said: boolean,
): Html | string {
  const origin =
    one?.offer?.provenance[field.parts[0] ?? ''] ?? field.parts.flatMap(part => one?.offer?.provenance[part] ?? [])
  const left = one === undefined ? null : leftUnread(field, one, chosen(lesson).without)
  if (left !== null) return leftWords(left, said)
  if (said && (read === null || origin[0]?.document === 'convention'))
    return html`${mark('à vérifier', 'warn')} la source n’en dit rien : c’est ce que dit la convention.`
  if (read === null || !said) return field.needed ? mark('à dire', 'warn') : 'La source n’en dit rien.'
  const { word, tone } = CONFIDENCE[read.confidence]
  return html`${mark(word, tone)} ${read.words ? html`« ${cut(read.words)} », ` : ''}${read.where && !saysWhere(read) ? html`${read.where}, ` : ''}${read.reason}.`
}

/** Whether the reason names the place by itself: it is told once. */
const saysWhere = ({ where, reason }: FieldProposal): boolean => reason.includes(where) || reason === 'le titre'

/** Words of the source that the robot does not understand: they are told, and the source is never said to be silent. @param said whether something else gives a value */
function leftWords({ words, label }: LeftUnread, said: boolean): Html {
  const quoted = html`« <mark>${cut(words)}</mark> »`
  return html`${mark('non lu', 'warn')} ${label === null ? html`la source en parle peut-être : ${quoted}.` : html`la source dit ${quoted} sous « ${label} », et le robot ne sait pas le lire.`}${said ? ' En attendant, c’est ce que dit la convention.' : ''}`
}

const mark = (word: string, tone: string): Html => html`<span class="state ${tone}">${word}</span>`
const cut = (words: string): string => (words.length > 160 ? `${words.slice(0, 160)}…` : words)
