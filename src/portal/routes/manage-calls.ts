import { html } from 'hono/html'
import { parisDay } from '../../common/paris-day.ts'
import type { KnownOffer } from '../../ledger/offers.ts'
import type { LoggedCall } from '../../normalise/statements/statement.ts'
import { ActionRefused } from '../actions.ts'
import { cleanTyped } from '../declare/clean-typed.ts'
import { noteCall } from '../desk/note-call.ts'
import { noteSaid } from '../desk/note-said.ts'
import { offerLabel } from '../offer-label.ts'
import { about } from '../web/about.ts'
import { areaField, type FieldErrors, inputField, postForm } from '../web/form.ts'
import { type PortalContext, text } from '../web/frame.ts'
import type { Pages } from '../web/pages.ts'
import { dayError } from './day-error.ts'
import { ABOVE, offerPath } from './paths.ts'

/** A telephone call in which a partner said that an offer is still true: written down by the gestionnaire, it confirms the offer. */
export function callRoutes({ app, desk, frame }: Pages): void {
  const today = () => parisDay(desk.clock.now())
  const anOffer = about({ app, frame }, c =>
    desk.ledger.offers.read(c.req.param('source') ?? '', c.req.param('key') ?? ''),
  )

  async function page(c: PortalContext, offer: KnownOffer, call: LoggedCall, errors?: FieldErrors): Promise<Response> {
    const base = offerPath(offer)
    return frame.show(c, {
      title: `Noter un appel : ${offerLabel(offer)}`,
      trail: [ABOVE.offers, { href: base, label: offerLabel(offer) }],
      errors,
      main: html`<p>Le partenaire vous a dit au téléphone que l’offre est toujours exacte. L’appel la confirme, à sa date et sous votre nom ; DORA est prévenu.</p>
${postForm(
  `${base}/appel`,
  await frame.field(c),
  html`${inputField({ name: 'jour', label: 'Jour de l’appel', type: 'date', value: call.day, errors, required: true })}
${inputField({ name: 'personne', label: 'À qui vous avez parlé', value: call.person, errors, required: true })}
${areaField({ name: 'note', label: 'Ce qui a été dit', rows: 3, value: call.note, errors })}
<p class="actions"><button>Noter l’appel : l’offre est exacte</button> <a href="${base}">Annuler</a></p>`,
)}`,
    })
  }
  anOffer.post('/offres/:source/:key/remettre', async (c, offer) => {
    return frame.act(c, offerPath(offer), async by => {
      const { source, key, name } = offer
      const partner = desk.source(source)?.partner
      if (partner === undefined) throw new ActionRefused('Cette source n’est plus configurée.')
      const title = `Remise en ligne : ${name}`
      await desk.ledger.transaction(async shelves => {
        const said = { partner, offer: { source, key }, title, body: { kind: 'return' as const }, by }
        const { statement, again } = await noteSaid(shelves, said)
        const detail = { statement: statement.id }
        if (!again) await shelves.events.add({ actor: by, action: 'offre-remise', source, key, detail })
      })
      if (await desk.ledger.stops.standing(partner))
        return 'C’est noté : l’offre reviendra dans DORA quand le partenaire acceptera d’être lu de nouveau.'
      return `C’est noté : l’offre revient dans DORA. ${await desk.actions.runNow(source, by, { dry: false })}`
    })
  })
  anOffer.get('/offres/:source/:key/appel', (c, offer) =>
    page(c, offer, { day: today(), person: cleanTyped((c.req.query('personne') ?? '').slice(0, 200)), note: '' }),
  )
  anOffer.post('/offres/:source/:key/appel', async (c, offer) => {
    const form = c.get('form')
    const call: LoggedCall = {
      day: text(form, 'jour', 10),
      person: cleanTyped(text(form, 'personne', 200)),
      note: cleanTyped(text(form, 'note', 2000)),
    }
    const errors: FieldErrors = {
      ...dayError(call.day, today()),
      ...(call.person.length < 2 ? { personne: 'Donnez le nom de la personne à qui vous avez parlé.' } : {}),
    }
    if (Object.keys(errors).length > 0) return page(c, offer, call, errors)
    return frame.act(c, offerPath(offer), by => noteCall(desk, offer, call, by))
  })
}
