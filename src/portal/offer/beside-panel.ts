import { html } from 'hono/html'
import type { Html } from '../layout.ts'
import { offerLabel } from '../offer-label.ts'
import { offerPath } from '../routes/paths.ts'
import { WHOSE_TURN } from '../words-of.ts'
import { type OfferPageParts, seenPart, whyCard } from './offer-page.ts'

/** An offer beside the list where it was chosen. @param close address of the list alone */
export function besidePanel(parts: OfferPageParts, close: string): Html {
  const { offer } = parts
  const path = offerPath(offer)
  return html`<aside class="panel" id="cote" aria-label="L’offre choisie"><div class="panel-head"><h2><a href="${path}">${offerLabel(offer)}</a></h2><a class="button second small" href="${close}" data-hx-get="${close}">Fermer<span class="hidden"> l’offre</span></a></div>
${seenPart(parts)}
${offer.rejection ? html`<p class="notice bad">${offer.rejection.message} C’est ${WHOSE_TURN[offer.rejection.whose]} d’agir.</p>` : ''}
<p class="actions"><a class="button" href="${path}">Ouvrir la page entière</a> <a class="button second" href="${path}/appel">Noter un appel</a></p>
${whyCard(parts)}</aside>`
}
