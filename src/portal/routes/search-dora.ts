import { html } from 'hono/html'
import { searchInDora } from '../desk/search-dora.ts'
import { doraHits } from '../pages/dora-hits.ts'
import { inputField } from '../web/form.ts'
import type { Pages } from '../web/pages.ts'
import { offerPath, SEARCH_DORA_PATH } from './paths.ts'

/** What DORA already has, whoever put it there. */
export function searchDoraRoutes({ app, desk, frame }: Pages): void {
  app.get(SEARCH_DORA_PATH, async c => {
    const { q = '' } = c.req.query()
    const searched = await searchInDora(q, desk.actions)
    const found = searched?.kind === 'found' ? [...searched.hits, ...searched.near] : []
    const held = new Map(
      (await Promise.all(found.map(({ slug }) => desk.ledger.links.bySlug(slug)))).flatMap(link =>
        link ? [[link.slug, link] as const] : [],
      ),
    )
    return frame.show(c, {
      title: 'Chercher dans DORA',
      main: html`<p>Pour savoir si une structure ou un service y est déjà, qui que ce soit qui l’ait écrit.</p>
<form method="get" action="${SEARCH_DORA_PATH}" class="row search" role="search">${inputField({ name: 'q', label: 'Nom, SIRET, commune, adresse ou lien', search: true, value: q })}<p><button>Chercher</button></p></form>
${
  searched
    ? doraHits(searched, {
        doraPages: desk.doraPages,
        department: desk.convention().department,
        choose(hit) {
          const link = held.get(hit.slug)
          return link
            ? html`<p><a href="${offerPath(link)}">L’offre qui le tient<span class="hidden"> : ${hit.name}</span></a></p>`
            : ''
        },
      })
    : ''
}`,
    })
  })
}
