import { html } from 'hono/html'
import type { KnownOffer } from '../../ledger/offers.ts'
import { showCorrection, takeCorrection } from '../declare/correct.ts'
import { noteSaid } from '../desk/note-said.ts'
import { about } from '../web/about.ts'
import { actor, type PortalContext } from '../web/frame.ts'
import type { Pages } from '../web/pages.ts'
import { ABOVE, offerPath } from './paths.ts'

/** What was read wrong of an offer, said by the gestionnaire for its partner: it holds over the page until it is revoked. */
export function correctRoutes({ app, desk, frame }: Pages): void {
  const anOffer = about({ app, frame }, async c => {
    const offer = await desk.ledger.offers.read(c.req.param('source') ?? '', c.req.param('key') ?? '')
    const partner = offer && desk.source(offer.source)?.partner
    if (!offer?.record || !partner) return null
    return { offer, partner }
  })

  anOffer.get('/offres/:source/:key/corriger', (c, found) =>
    showCorrection(c, { desk, frame }, found.offer, corrector(c, found)),
  )
  anOffer.post('/offres/:source/:key/corriger', (c, found) =>
    takeCorrection(c, { desk, frame }, found.offer, corrector(c, found)),
  )

  function corrector(
    c: PortalContext,
    { offer, partner }: { offer: KnownOffer; partner: string },
  ): Parameters<typeof showCorrection>[3] {
    return {
      list: ABOVE.offers,
      path: offerPath(offer),
      lead: html`Dites ce qu’il faut lire. Votre correction passe avant la page du partenaire dès le prochain passage, et se révoque dans <a href="/regles">Mes règles</a>.`,
      comment: 'D’où vous le tenez',
      button: 'Corriger',
      async keep(body, look) {
        const by = actor(c)
        const place = { source: offer.source, key: offer.key }
        const again = await desk.ledger.transaction(async shelves => {
          const title = `Correction : ${offer.name}`
          const noted = await noteSaid(shelves, { partner, offer: place, title, body, by }, look)
          const detail = { statement: noted.statement.id, fields: Object.keys(body.fields) }
          if (!noted.again) await shelves.events.add({ actor: by, action: 'offre-corrigee', ...place, detail })
          return noted.again
        })
        if (again) return 'Cette correction est déjà tenue : rien n’a changé.'
        return 'La correction est tenue : elle compte dès le prochain passage de la source.'
      },
    }
  }
}
