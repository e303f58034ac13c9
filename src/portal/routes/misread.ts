import { Hono } from 'hono'
import type { Desk } from '../desk/desk.ts'
import { offerLabel } from '../offer-label.ts'
import { misreadPage } from '../studio/misread-page.ts'
import type { PortalEnv } from '../web/env.ts'
import type { Frame } from '../web/frame.ts'
import { offerPath } from './paths.ts'

/** «Mal lu»: which field of an offer, on the way to where its source is taught. */
export function misreadRoutes({ desk, frame }: { desk: Desk; frame: Frame }): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>()
  app.get('/offres/:source/:key/mal-lu', async c => {
    const offer = await desk.ledger.offers.read(c.req.param('source'), c.req.param('key'))
    if (!offer) return frame.notFound(c)
    const [last] = await desk.ledger.taughtSources.versions(offer.source)
    const known = desk.studio?.known(offer.source) ?? null
    const reading = known === null ? 'none' : last?.state === 'taught' ? 'taught' : 'file'
    return frame.show(c, {
      title: 'Qu’est-ce qui est mal lu ?',
      trail: [
        { href: '/offres', label: 'Offres' },
        { href: offerPath(offer), label: offerLabel(offer) },
      ],
      main: misreadPage(offer, reading, await frame.field(c)),
    })
  })
  return app
}
