import { html } from 'hono/html'
import { frenchCount } from '../../common/french.ts'
import type { OfferLine } from '../../ledger/offers-page.ts'
import { safeNext } from '../access/safe-next.ts'
import type { Html } from '../layout.ts'
import { offerLabel } from '../offer-label.ts'
import { BULK, type BulkAction, choiceOf, isBulkAction, readChoice } from '../offers/bulk.ts'
import { doBulk } from '../offers/do-bulk.ts'
import { type FieldErrors, inputField, postForm } from '../web/form.ts'
import { type PortalContext, text } from '../web/frame.ts'
import type { Pages } from '../web/pages.ts'
import { ABOVE, offerPath } from './paths.ts'

type Line = Pick<OfferLine, 'source' | 'key' | 'name' | 'state' | 'slug' | 'status' | 'rejection'>

/** Offers done at once. */
const MOST = 200

/** The same thing done to several offers: what it does and to which is shown first, with how many. */
export function offerBulkRoutes({ app, desk, access, frame }: Pages): void {
  async function chosen(form: FormData): Promise<Line[]> {
    const places = form.getAll('choix').flatMap(each => (typeof each === 'string' ? (readChoice(each) ?? []) : []))
    const found = await Promise.all(
      [...Map.groupBy(places.slice(0, MOST), ({ source }) => source)].map(async ([source, own]) => {
        const keys = own.map(({ key }) => key)
        const links = new Map((await desk.ledger.links.byKeys(source, keys)).map(link => [link.key, link]))
        return (await desk.ledger.offers.lines(source, keys)).map(line => {
          const link = links.get(line.key)
          return { ...line, slug: link?.slug ?? null, status: link?.status ?? null }
        })
      }),
    )
    return found.flat()
  }

  const backTo = (c: PortalContext) => safeNext(text(c.get('form'), 'retour'), '/offres')

  app.post('/offres/lot', async c => ask(c))

  async function ask(c: PortalContext, errors?: FieldErrors): Promise<Response> {
    const form = c.get('form')
    const action = text(form, 'action')
    const lines = await chosen(form)
    if (!isBulkAction(action) || lines.length === 0)
      return frame.back(c, backTo(c), 'Cochez au moins une offre, et choisissez ce qu’il faut en faire.', 'bad')
    const kind = BULK[action]
    const fit = lines.filter(line => kind.leaves(line) === null)
    const left = lines.filter(line => kind.leaves(line) !== null)
    return frame.show(c, {
      title: `${kind.label} : ${frenchCount(fit.length, 'offre')}`,
      trail: [ABOVE.offers],
      errors,
      main: html`<p class="lead">${kind.does}</p>
${
  fit.length === 0
    ? html`<p class="notice warn">Aucune des offres choisies ne s’y prête.</p><p><a class="button second" href="${backTo(c)}">Revenir à la liste</a></p>`
    : html`<ul>${fit.map(line => html`<li><a href="${offerPath(line)}">${offerLabel(line)}</a></li>`)}</ul>
${postForm('/offres/lot/faire', await frame.field(c), html`${hidden(action, fit, backTo(c))}${kind.asks ? inputField({ ...kind.asks, required: true, value: text(form, kind.asks.name, 300), errors }) : ''}<p class="actions"><button>${kind.press} : ${frenchCount(fit.length, 'offre')}</button> <a href="${backTo(c)}">Annuler</a></p>`)}`
}
${left.length === 0 ? '' : html`<h2>Laissées de côté <span class="quiet">(${left.length})</span></h2><ul>${left.map(line => html`<li>${offerLabel(line)} : ${kind.leaves(line)}</li>`)}</ul>`}`,
    })
  }

  const hidden = (action: BulkAction, lines: readonly Line[], back: string): Html =>
    html`<input type="hidden" name="action" value="${action}"><input type="hidden" name="retour" value="${back}">${lines.map(line => html`<input type="hidden" name="choix" value="${choiceOf(line)}">`)}`

  app.post('/offres/lot/faire', async c => {
    const form = c.get('form')
    const action = text(form, 'action')
    if (!isBulkAction(action)) return ask(c)
    const kind = BULK[action]
    const words = kind.asks ? text(form, kind.asks.name, 300) : ''
    if (kind.asks && words.length < 2) return ask(c, { [kind.asks.name]: `${kind.asks.label} : à remplir.` })
    const lines = (await chosen(form)).filter(line => kind.leaves(line) === null)
    return frame.act(c, backTo(c), by => doBulk({ desk, access }, { action, lines, words, by }))
  })
}
