import { Hono } from 'hono'
import { html } from 'hono/html'
import type { KnownOffer } from '../../ledger/offers.ts'
import type { Typed } from '../../normalise/statements/statement.ts'
import { actorOf } from '../access/people.ts'
import { cleanTyped } from '../declare/clean-typed.ts'
import { currentValues, readCorrection } from '../declare/corrections.ts'
import { CORRECTABLE } from '../declare/questions.ts'
import { typedForm } from '../declare/typed-form.ts'
import type { Desk } from '../desk/desk.ts'
import { questionFields } from '../pages/question-fields.ts'
import type { PortalEnv } from '../web/env.ts'
import { areaField, errorSummary, type FieldErrors, postForm } from '../web/form.ts'
import { type Frame, member, type PortalContext, text } from '../web/frame.ts'
import { offerPath } from './paths.ts'

/** What was read wrong of an offer, said by the gestionnaire for its partner: it holds over the page until it is revoked. */
export function correctRoutes({ desk, frame }: { desk: Desk; frame: Frame }): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>()

  async function page(c: PortalContext, offer: KnownOffer, values: Typed, errors?: FieldErrors, comment = '') {
    const only = c.req.query('champ')
    const asked = CORRECTABLE.filter(question => only === undefined || question.field === only)
    const others = CORRECTABLE.filter(question => !asked.includes(question))
    const base = offerPath(offer)
    return frame.show(
      c,
      {
        title: `Corriger « ${offer.name} »`,
        trail: [
          { href: '/offres', label: 'Offres' },
          { href: base, label: offer.name },
        ],
        main: html`${errorSummary(errors)}
<p>Dites ce qu’il faut lire. Votre correction passe avant la page du partenaire dès le prochain passage, et se révoque dans <a href="/regles">Mes règles</a>.</p>
${postForm(
  `${base}/corriger${only === undefined ? '' : `?champ=${encodeURIComponent(only)}`}`,
  await frame.field(c),
  html`${questionFields(asked, values, errors)}
${others.length > 0 ? html`<details${others.some(question => errors?.[question.field]) ? html` open` : ''}><summary>Corriger autre chose aussi</summary>${questionFields(others, values, errors)}</details>` : ''}
${areaField({ name: 'commentaire', label: 'D’où vous le tenez', rows: 2, value: comment, errors })}
<p class="actions"><button>Corriger</button> <a href="${base}">Annuler</a></p>`,
)}`,
      },
      errors ? 422 : 200,
    )
  }

  app.get('/offres/:source/:key/corriger', async c => {
    const offer = await desk.ledger.offers.read(c.req.param('source'), c.req.param('key'))
    return offer?.record ? page(c, offer, currentValues(offer)) : frame.notFound(c)
  })
  app.post('/offres/:source/:key/corriger', async c => {
    const offer = await desk.ledger.offers.read(c.req.param('source'), c.req.param('key'))
    const source = desk.sources().find(each => each.id === offer?.source)
    if (!offer?.record || !source) return frame.notFound(c)
    const typed = typedForm(c.get('form'))
    const comment = cleanTyped(text(c.get('form'), 'commentaire', 10_000))
    const read = readCorrection(currentValues(offer), typed, comment)
    if (read.kind === 'wrong') return page(c, offer, typed, read.errors, comment)
    const by = actorOf(member(c))
    return frame.act(c, offerPath(offer), async () => {
      await desk.ledger.transaction(async shelves => {
        const statement = await shelves.statements.add({
          partner: source.partner,
          offer: { source: offer.source, key: offer.key },
          title: `Correction : ${offer.name}`,
          body: read.body,
          by,
        })
        await shelves.statements.decide(statement.id, 'accepted', by, null)
        await shelves.events.add({
          actor: by,
          action: 'offre-corrigee',
          source: offer.source,
          key: offer.key,
          detail: { statement: statement.id, fields: Object.keys(read.body.fields) },
        })
      })
      return 'La correction est tenue : elle compte dès le prochain passage de la source.'
    })
  })
  return app
}
