import { html } from 'hono/html'
import { parisDay } from '../../common/paris-day.ts'
import type { KnownOffer } from '../../ledger/offers.ts'
import type { Typed } from '../../normalise/statements/statement.ts'
import type { Html } from '../layout.ts'
import { questionFields } from '../pages/question-fields.ts'
import { typedWords } from '../pages/statement.ts'
import { areaField, type FieldErrors, postForm } from '../web/form.ts'
import { actor, type PortalContext, text } from '../web/frame.ts'
import type { Pages } from '../web/pages.ts'
import { labelOfField } from '../words-of.ts'
import { alreadyCorrected } from './already-corrected.ts'
import { cleanTyped } from './clean-typed.ts'
import { type Correction, currentValues, readCorrection } from './corrections.ts'
import { CORRECTABLE } from './questions.ts'
import { type Look, saidMeanwhile } from './said-meanwhile.ts'
import { typedForm } from './typed-form.ts'
import { unappliedNow } from './unapplied-now.ts'

/** What differs between those who correct an offer. */
interface Corrector {
  /** The list where the offer stands, and the page of the offer. */
  list: { href: string; label: string }
  path: string
  lead: Html | string
  comment: string
  button: string
  /** Keeps what was said, once `look` has seen what is known of the offer in the same transaction; answers with a French sentence. */
  keep(body: Correction, look: Look): Promise<string>
}

/** Somebody else corrected the same answers since the form was opened. */
class SaidMeanwhile extends Error {
  readonly errors: FieldErrors
  constructor(errors: FieldErrors) {
    super('said meanwhile')
    this.errors = errors
  }
}

/** Where an offer is corrected. */
export type Corrected = Pick<Pages, 'desk' | 'frame'>

/** Said of one offer, looked through for what is corrected already. */
const LOOKED_THROUGH = 50

/** The form that corrects an offer, whoever fills it in. With `?champ=`, that question alone, and the others folded. */
export async function showCorrection(c: PortalContext, on: Corrected, offer: KnownOffer, by: Corrector) {
  return page(c, on, offer, by, { values: currentValues(offer) })
}

/** What was typed in it: kept, or shown again with what is wrong. */
export async function takeCorrection(c: PortalContext, on: Corrected, offer: KnownOffer, by: Corrector) {
  const values = typedForm(c.get('form'))
  const comment = cleanTyped(text(c.get('form'), 'commentaire', 10_000))
  const context = { department: on.desk.convention().department, today: parisDay(on.desk.clock.now()) }
  const read = readCorrection(currentValues(offer), values, comment, context)
  if (read.kind === 'wrong') return page(c, on, offer, by, { values, errors: read.errors, comment })
  const left = unappliedNow(offer.record, read.body, context).map(
    ({ field, expected }) => [field ?? '', `${labelOfField(field ?? '')} : ${expected}`] as const,
  )
  if (left.length > 0) return page(c, on, offer, by, { values, errors: Object.fromEntries(left), comment })
  const seen = c.get('form').get('vu')
  const look: Look = said => {
    const errors = saidMeanwhile(said, typeof seen === 'string' ? seen : null, read.body.fields, actor(c))
    if (Object.keys(errors).length > 0) throw new SaidMeanwhile(errors)
  }
  try {
    return await on.frame.act(c, by.path, () => by.keep(read.body, look))
  } catch (error) {
    if (!(error instanceof SaidMeanwhile)) throw error
    return page(c, on, offer, by, { values, errors: error.errors, comment })
  }
}

async function page(
  c: PortalContext,
  { desk, frame }: Corrected,
  offer: KnownOffer,
  by: Corrector,
  { values, errors, comment = '' }: { values: Typed; errors?: FieldErrors; comment?: string },
) {
  const only = c.req.query('champ')
  const { source, key } = offer
  const said = await desk.ledger.statements.list({ offer: { source, key }, limit: LOOKED_THROUGH })
  const already = Object.entries(alreadyCorrected(said, currentValues(offer)))
  const asked = CORRECTABLE.filter(question => question.field === only)
  const others = CORRECTABLE.filter(question => question.field !== only)
  const wrongElsewhere = others.some(question => errors?.[question.field])
  return frame.show(c, {
    title: `Corriger « ${offer.name} »`,
    trail: [by.list, { href: by.path, label: offer.name }],
    errors,
    main: html`<p>${by.lead}</p>
${already.length === 0 ? '' : html`<p class="notice">Déjà dit, et gardé même si vous n’y touchez pas : ${already.map(([field, after], at) => html`${at > 0 ? ' ; ' : ''}${labelOfField(field)} « ${typedWords(after).slice(0, 120)} »`)}. Le formulaire montre encore ce qui a été lu.</p>`}
${postForm(
  asked.length > 0 ? `${by.path}/corriger?champ=${only}` : `${by.path}/corriger`,
  await frame.field(c),
  html`<input type="hidden" name="vu" value="${said[0]?.id ?? ''}">${
    asked.length > 0
      ? html`${questionFields(asked, values, errors)}
<details${wrongElsewhere ? html` open` : ''}><summary>Corriger autre chose aussi</summary>${questionFields(others, values, errors)}</details>`
      : questionFields(CORRECTABLE, values, errors)
  }
${areaField({ name: 'commentaire', label: by.comment, rows: 2, value: comment, errors })}
<p class="actions"><button>${by.button}</button> <a href="${by.path}">Annuler</a></p>`,
)}`,
  })
}
