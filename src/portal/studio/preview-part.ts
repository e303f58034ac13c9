import { html } from 'hono/html'
import { toDora } from '../../dora/translate.ts'
import { STUDIO_FIELDS } from '../../studio/studio-fields.ts'
import type { TriedOffer } from '../../studio/tried.ts'
import { asked } from '../declare/missing.ts'
import type { Html } from '../layout.ts'
import { scorePart } from '../pages/advice.ts'
import { state } from '../pages/table.ts'
import { saidValue } from './said-value.ts'
import { nameOf } from './tally-of.ts'

/** What DORA asks that an offer does not answer yet, in words; empty when the public could see it. */
export function blockingOf({ offer }: Pick<TriedOffer, 'offer'>): string[] {
  if (offer === null) return []
  const { missingToPublish } = toDora(offer.service, offer.structure)
  return [...new Map(missingToPublish.map(({ field, message }) => asked(field, message))).values()]
}

/** The service as the public will see it, what keeps it from them, and its score. */
export function previewPart(one: TriedOffer, today: string): Html {
  if (one.offer === null)
    return html`<p class="notice bad"><strong>Cette offre ne partira pas.</strong> ${one.because}</p>`
  const blocking = blockingOf(one)
  const { service, structure } = one.offer
  const facts = STUDIO_FIELDS.filter(({ name }) => name !== 'nom' && name !== 'description').flatMap(field => {
    const value = saidValue(field, one.offer)
    return value === null ? [] : [{ label: field.label, value }]
  })
  return html`<article class="dora-card" aria-label="Le service tel que DORA le montrera">
<p class="quiet">${structure.nom}</p><h3>${nameOf(one)}</h3>
<p>${service.description}</p>
<dl class="pairs">${facts.map(({ label, value }) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>
</article>
${
  blocking.length === 0
    ? html`<p>${state('publiable', 'good')} Rien ne manque pour que le public la voie.</p>`
    : html`<div class="notice warn"><h3>Ce qui manque pour que le public la voie</h3><ul>${blocking.map(words => html`<li>${words}</li>`)}</ul></div>`
}
${scorePart(service, today)}`
}
