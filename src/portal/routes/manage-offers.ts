import { Hono } from 'hono'
import { parisDay } from '../../common/paris-day.ts'
import { translateOffer } from '../../sync/translate-offer.ts'
import { crossFindings } from '../desk/cross-findings.ts'
import type { Desk } from '../desk/desk.ts'
import { offerPage } from '../offer/offer-page.ts'
import { offerLabel } from '../offer-label.ts'
import type { PortalEnv } from '../web/env.ts'
import type { Frame } from '../web/frame.ts'

/** One offer with why each thing is written and all that happened to it. */
export function offerRoutes({ desk, frame }: { desk: Desk; frame: Frame }): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>()

  app.get('/offres/:source/:key', async c => {
    const { source, key } = c.req.param()
    const { offer, link, lines } = await desk.ledger.history(source, key)
    if (!offer) return frame.notFound(c)
    const config = desk.sources().find(each => each.id === source)
    const convention = desk.convention()
    const [live, statements, rules, across] = await Promise.all([
      link ? desk.actions.shown(link.slug).catch(() => null) : null,
      desk.ledger.statements.list({ offer: { source, key } }),
      desk.ledger.choices.of(source, key),
      crossFindings({ ledger: desk.ledger, sources: desk.sources(), convention }, offer),
    ])
    return frame.show(c, {
      title: offerLabel(offer),
      trail: [{ href: '/offres', label: 'Offres' }],
      main: offerPage({
        offer,
        link,
        lines,
        live,
        desired:
          offer.record && config ? translateOffer(offer.record, config, offer.version, null).desired.fields : null,
        statements,
        rules,
        across,
        convention,
        sourceName: config?.name ?? source,
        doraPages: desk.doraPages,
        today: parisDay(desk.clock.now()),
        field: await frame.field(c),
      }),
    })
  })
  return app
}
