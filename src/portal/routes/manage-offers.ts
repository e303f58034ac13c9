import { Hono } from 'hono'
import type { Desk } from '../desk/desk.ts'
import { offerPage } from '../offer/offer-page.ts'
import { readOffer } from '../offer/read-offer.ts'
import { offerLabel } from '../offer-label.ts'
import type { PortalEnv } from '../web/env.ts'
import type { Frame } from '../web/frame.ts'

/** One offer with why each thing is written and all that happened to it. */
export function offerRoutes({ desk, frame }: { desk: Desk; frame: Frame }): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>()
  app.get('/offres/:source/:key', async c => {
    const { source, key } = c.req.param()
    const parts = await readOffer(desk, source, key, await frame.field(c))
    return parts === null
      ? frame.notFound(c)
      : frame.show(c, {
          title: offerLabel(parts.offer),
          trail: [{ href: '/offres', label: 'Offres' }],
          main: offerPage(parts),
        })
  })
  return app
}
