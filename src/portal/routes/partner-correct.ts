import { Hono } from 'hono'
import type { KnownOffer } from '../../ledger/offers.ts'
import { showCorrection, takeCorrection } from '../declare/correct.ts'
import type { Desk } from '../desk/desk.ts'
import type { PartnerDesk } from '../partner/partner-desk.ts'
import type { PortalEnv } from '../web/env.ts'
import type { Frame, PortalContext } from '../web/frame.ts'

/** What is not true any more of an offer, said by its partner. */
export function partnerCorrectRoutes(deps: { desk: Desk; frame: Frame; partners: PartnerDesk }): Hono<PortalEnv> {
  const { desk, frame, partners } = deps
  const app = new Hono<PortalEnv>()

  app.get('/mes-offres/:source/:key/corriger', async c => {
    const offer = await partners.ownOffer(c)
    return offer ? showCorrection(c, frame, offer, corrector(c, offer)) : frame.notFound(c)
  })
  app.post('/mes-offres/:source/:key/corriger', async c => {
    const offer = await partners.ownOffer(c)
    return offer ? takeCorrection(c, frame, offer, corrector(c, offer)) : frame.notFound(c)
  })

  function corrector(c: PortalContext, offer: KnownOffer): Parameters<typeof showCorrection>[3] {
    return {
      list: { href: '/mes-offres', label: 'Mes offres' },
      path: partners.path(offer),
      lead: 'Changez ce qui n’est plus exact, et laissez le reste. Le gestionnaire relit, puis DORA est mis à jour.',
      comment: 'Un mot pour le gestionnaire',
      button: 'Proposer ces corrections',
      department: desk.convention().department,
      async keep(body) {
        const { again, replaced } = await partners.say(c, offer, `Correction : ${offer.name}`, body)
        return again
          ? 'Ces corrections étaient déjà transmises ; leur suite s’affichera ici.'
          : `Merci. Vos corrections sont transmises au gestionnaire ; leur suite s’affichera ici.${replaced.length > 0 ? ' Elles remplacent ce que vous aviez demandé avant et qui attendait.' : ''}`
      },
    }
  }
  return app
}
