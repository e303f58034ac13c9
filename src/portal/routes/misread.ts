import { html } from 'hono/html'
import type { KnownOffer } from '../../ledger/offers.ts'
import { STUDIO_FIELDS } from '../../studio/studio-fields.ts'
import type { Html } from '../layout.ts'
import { offerLabel } from '../offer-label.ts'
import { table } from '../pages/table.ts'
import { teachPath } from '../studio/paths.ts'
import { saidValue } from '../studio/said-value.ts'
import { postForm } from '../web/form.ts'
import type { Pages } from '../web/pages.ts'
import { ABOVE, offerPath, sourcePath } from './paths.ts'

/** «Mal lu»: which field of an offer, on the way to where its source is taught. */
export function misreadRoutes({ app, desk, frame }: Pages): void {
  app.get('/offres/:source/:key/mal-lu', async c => {
    const offer = await desk.ledger.offers.read(c.req.param('source'), c.req.param('key'))
    if (!offer) return frame.notFound(c)
    const [last] = await desk.ledger.taughtSources.versions(offer.source)
    const known = desk.studio?.known(offer.source) ?? null
    const reading = known === null ? 'none' : last?.state === 'taught' ? 'taught' : 'file'
    return frame.show(c, {
      title: 'Qu’est-ce qui est mal lu ?',
      trail: [ABOVE.offers, { href: offerPath(offer), label: offerLabel(offer) }],
      main: misreadPage(offer, reading, await frame.field(c)),
    })
  })
}

/** «Mal lu»: which field, then the studio opens there. A source in files is first given the page to show. @param reading `none`: nothing can be taught here */
function misreadPage(offer: KnownOffer, reading: 'taught' | 'file' | 'none', token: Html): Html {
  const alone = html`<a href="${offerPath(offer)}/corriger">corriger cette offre</a>`
  if (reading === 'none')
    return html`<p>La lecture de cette source ne s’enseigne pas sur le portail. Vous pouvez ${alone} ; votre correction passe avant la page.</p>`
  return html`<p>Choisissez le champ : la page s’ouvre à côté, et vous montrez où c’est écrit. La règle vaut pour toutes les offres de la source.</p>
${reading === 'file' ? html`<p>La lecture de cette source est écrite dans un fichier de la configuration : ce que vous montrez comptera à sa place, une fois enregistré. Vous pouvez aussi ${alone} seule ; votre correction passe avant la page.</p>` : ''}
${table({
  caption: 'Ce qui est lu de cette offre',
  columns: ['Champ', 'Lu', 'Corriger'],
  rows: STUDIO_FIELDS.map(field => [
    field.label,
    saidValue(field, offer.record) ?? 'rien',
    reading === 'file'
      ? html`<a href="${teachPath(offer.source, { key: offer.key, field: field.name })}">Mal lu<span class="hidden"> : ${field.label}</span></a>`
      : postForm(
          `${sourcePath(offer.source)}/apprendre`,
          token,
          html`<input type="hidden" name="cle" value="${offer.key}"><input type="hidden" name="champ" value="${field.name}"><button class="second small">Mal lu<span class="hidden"> : ${field.label}</span></button>`,
          { class: 'inline' },
        ),
  ]),
})}`
}
