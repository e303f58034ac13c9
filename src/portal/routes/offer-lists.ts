import { squeeze } from '../../common/text.ts'
import { ActionRefused } from '../actions.ts'
import { filtersQuery, readFilters } from '../offers/filters.ts'
import { member, text } from '../web/frame.ts'
import type { Pages } from '../web/pages.ts'

/** The lists of offers that a person keeps, by name. */
export function savedListRoutes({ app, desk, frame }: Pages): void {
  app.post('/offres/listes', async c => {
    const form = c.get('form')
    const name = squeeze(text(form, 'nom', 60))
    // Only what the list itself understands is kept.
    const query = filtersQuery(readFilters(Object.fromEntries(new URLSearchParams(text(form, 'liste', 2000)))))
    return frame.act(c, `/offres${query}`, async () => {
      if (name.length < 2) throw new ActionRefused('Donnez un nom à la liste, de deux lettres au moins.')
      if (query === '')
        throw new ActionRefused('Choisissez d’abord des filtres : cette liste est celle de toutes les offres.')
      if (!(await desk.ledger.savedLists.keep(member(c).id, name, query)))
        throw new ActionRefused('Vous gardez déjà trente listes : retirez-en une d’abord.')
      return `La liste « ${name} » est gardée : elle est au-dessus des offres.`
    })
  })

  app.post('/offres/listes/retirer', c =>
    frame.act(c, '/offres', async () => {
      const name = await desk.ledger.savedLists.drop(member(c).id, text(c.get('form'), 'id', 100))
      if (name === null) throw new ActionRefused('Cette liste n’est plus là : rien n’a changé.')
      return `La liste « ${name} » est retirée. Les offres, elles, restent.`
    }),
  )
}
