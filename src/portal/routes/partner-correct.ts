import { Hono } from 'hono'
import { html } from 'hono/html'
import type { KnownOffer } from '../../ledger/offers.ts'
import type { Typed } from '../../normalise/statements/statement.ts'
import { cleanTyped } from '../declare/clean-typed.ts'
import { currentValues, readCorrection } from '../declare/corrections.ts'
import { CORRECTABLE } from '../declare/questions.ts'
import { typedForm } from '../declare/typed-form.ts'
import type { Desk } from '../desk/desk.ts'
import { questionFields } from '../pages/question-fields.ts'
import type { PartnerDesk } from '../partner/partner-desk.ts'
import type { PortalEnv } from '../web/env.ts'
import { areaField, errorSummary, type FieldErrors, postForm } from '../web/form.ts'
import { type Frame, type PortalContext, text } from '../web/frame.ts'

interface Filled {
  values: Typed
  errors?: FieldErrors
  comment?: string
}

/** What is not true any more of an offer, said by its partner. */
export function partnerCorrectRoutes(deps: { desk: Desk; frame: Frame; partners: PartnerDesk }): Hono<PortalEnv> {
  const { desk, frame, partners } = deps
  const app = new Hono<PortalEnv>()

  /** With `?champ=`, that question alone, and the others folded. */
  async function page(c: PortalContext, offer: KnownOffer, { values, errors, comment = '' }: Filled) {
    const only = c.req.query('champ')
    const asked = CORRECTABLE.filter(question => question.field === only)
    const others = CORRECTABLE.filter(question => question.field !== only)
    const base = partners.path(offer)
    const wrongElsewhere = others.some(question => errors?.[question.field])
    return frame.show(
      c,
      {
        title: `Corriger « ${offer.name} »`,
        trail: [
          { href: '/mes-offres', label: 'Mes offres' },
          { href: base, label: offer.name },
        ],
        main: html`${errorSummary(errors)}
<p>Changez ce qui n’est plus exact, et laissez le reste. Le gestionnaire relit, puis DORA est mis à jour.</p>
${postForm(
  asked.length > 0 ? `${base}/corriger?champ=${only}` : `${base}/corriger`,
  await frame.field(c),
  html`${
    asked.length > 0
      ? html`${questionFields(asked, values, errors)}
<details${wrongElsewhere ? html` open` : ''}><summary>Corriger autre chose aussi</summary>${questionFields(others, values, errors)}</details>`
      : questionFields(CORRECTABLE, values, errors)
  }
${areaField({ name: 'commentaire', label: 'Un mot pour le gestionnaire', rows: 2, value: comment, errors })}
<p class="actions"><button>Proposer ces corrections</button> <a href="${base}">Annuler</a></p>`,
)}`,
      },
      errors ? 422 : 200,
    )
  }

  app.get('/mes-offres/:source/:key/corriger', async c => {
    const offer = await partners.ownOffer(c)
    return offer ? page(c, offer, { values: currentValues(offer) }) : frame.notFound(c)
  })
  app.post('/mes-offres/:source/:key/corriger', async c => {
    const offer = await partners.ownOffer(c)
    if (!offer) return frame.notFound(c)
    const typed = typedForm(c.get('form'))
    const comment = cleanTyped(text(c.get('form'), 'commentaire', 10_000))
    const read = readCorrection(currentValues(offer), typed, comment, desk.convention().department)
    if (read.kind === 'wrong') return page(c, offer, { values: typed, errors: read.errors, comment })
    return frame.act(c, partners.path(offer), async () => {
      const { again, replaced } = await partners.say(c, offer, `Correction : ${offer.name}`, read.body)
      return again
        ? 'Ces corrections étaient déjà transmises ; leur suite s’affichera ici.'
        : `Merci. Vos corrections sont transmises au gestionnaire ; leur suite s’affichera ici.${replaced.length > 0 ? ' Elles remplacent ce que vous aviez demandé avant et qui attendait.' : ''}`
    })
  })
  return app
}
