import { type PortalContext, text } from '../web/frame.ts'
import type { Pages } from '../web/pages.ts'
import { DRAFTS_PATH, offerPath } from './paths.ts'

/** What a draft of DORA becomes: published at once, or left a draft on purpose. */
export function draftRoutes({ app, desk, frame }: Pages): void {
  async function answer(
    c: PortalContext,
    action: 'offre-publiee' | 'offre-laissee',
    work: (place: { source: string; key: string }, by: string) => Promise<string>,
  ): Promise<Response> {
    const place = { source: c.req.param('source') ?? '', key: c.req.param('key') ?? '' }
    const link = await desk.ledger.links.read(place.source, place.key)
    if (link === null) return frame.notFound(c)
    return frame.act(c, text(c.get('form'), 'retour') === 'liste' ? DRAFTS_PATH : offerPath(place), async by => {
      const said = await work(place, by)
      await desk.ledger.events.add({ actor: by, action, ...place, detail: { slug: link.slug } })
      return said
    })
  }

  app.post('/offres/:source/:key/publier', c => answer(c, 'offre-publiee', desk.actions.publish))
  app.post('/offres/:source/:key/laisser-en-brouillon', c =>
    answer(c, 'offre-laissee', async ({ source, key }, by) => {
      const value = { ours: 'PUBLISHED', how: 'never', plan: null, reason: '' } as const
      await desk.ledger.choices.set(source, key, { topic: 'refused:status', value }, by)
      return 'C’est noté : elle reste en brouillon. « Mes règles » permet de revenir dessus.'
    }),
  )
}
