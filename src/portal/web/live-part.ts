import { html } from 'hono/html'
import type { Html } from '../layout.ts'

/** What renews parts of a page: htmx, served by this site. */
export const LIVE_SCRIPT = '/assets/htmx.js'
/** Parameter of an address: the page does not renew itself. */
const STILL = 'suspendu'

/**
 * A part of a page that shows something under way: it renews itself until that is over, then stays as it is. Whoever reads slowly suspends it;
 * without script, a link does the same.
 * @param part.path address of the page, where the part has the same `id`
 * @param part.over nothing moves any more
 * @param part.still the visitor suspended it
 * @param part.renewed id of what is taken from the new page; default: the part
 */
export function livePart(part: {
  id: string
  path: string
  over: boolean
  still: boolean
  body: Html | string
  renewed?: string
}): Html {
  const { id, path, over, still, body, renewed = id } = part
  if (over) return html`<div id="${id}">${body}</div>`
  const suspended = `${path}${path.includes('?') ? '&' : '?'}${STILL}=oui`
  return html`<div id="${id}">${body}${
    still
      ? html`<p class="live-tools no-print"><a class="button second small" href="${suspended}">Actualiser</a> <a class="button second small" href="${path}">Reprendre l’actualisation</a></p>`
      : html`<span hidden id="${id}-suivi" data-hx-get="${path}" data-hx-trigger="every 3s" data-hx-sync="this:drop" data-hx-select="#${renewed}" data-hx-target="#${renewed}" data-hx-swap="outerMorph"></span><p class="live-tools no-print"><a class="button second small without-script" href="${path}">Actualiser</a> <a class="button second small with-script" href="${suspended}">Suspendre l’actualisation</a></p>`
  }</div>`
}

/** Whether the visitor of this address suspended what renews itself. */
export const isStill = (c: { req: { query(name: string): string | undefined } }): boolean =>
  c.req.query(STILL) === 'oui'
