import { offerPage } from '../offer/offer-page.ts'
import { readOffer } from '../offer/read-offer.ts'
import { offerLabel } from '../offer-label.ts'
import type { Pages } from '../web/pages.ts'
import { ABOVE } from './paths.ts'

/** One offer with why each thing is written and all that happened to it. */
export function offerRoutes({ app, desk, frame }: Pages): void {
  app.get('/offres/:source/:key', async c => {
    const { source, key } = c.req.param()
    const parts = await readOffer(desk, source, key, await frame.field(c))
    return parts === null
      ? frame.notFound(c)
      : frame.show(c, {
          title: offerLabel(parts.offer),
          trail: [ABOVE.offers],
          main: offerPage(parts),
        })
  })
}
