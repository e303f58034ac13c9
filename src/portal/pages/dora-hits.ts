import { html } from 'hono/html'
import { frenchCount } from '../../common/french.ts'
import type { DoraHit } from '../../dora/search.ts'
import type { DoraPages } from '../desk/dora-pages.ts'
import type { Searched } from '../desk/search-dora.ts'
import type { Html } from '../layout.ts'
import { SERVICE_STATES } from '../statuses.ts'
import { valueWords } from '../words-of.ts'
import { doraLink } from './dora-link.ts'

/** What DORA has for what was typed, side by side. @param choose what a person may do with one of them; nothing by default */
export function doraHits(
  searched: Searched,
  parts: { doraPages: DoraPages | null; department: string; choose?: (hit: DoraHit) => Html | '' },
): Html {
  const { words } = searched
  if (searched.kind === 'away')
    return html`<p class="notice bad">DORA ne répond pas en ce moment : on ne sait pas s’il connaît « ${words} ». Réessayez dans quelques minutes.</p>`
  const { hits, near } = searched
  const list = hits.length > 0 ? hits : near
  const lead =
    hits.length > 0
      ? `${frenchCount(hits.length, 'réponse')} dans DORA pour « ${words} ».`
      : near.length > 0
        ? `Rien dans DORA n’a tout « ${words} ». Voici ce qui s’en approche.`
        : ''
  if (list.length === 0)
    return html`<p class="notice">DORA ne connaît pas « ${words} » : rien n’y répond dans ses structures et ses services du département, brouillons et archives compris, ni dans les noms et les SIRET du reste de la France.</p>`
  return html`<p>${lead}</p><ul class="cards hits">${list.map(hit => html`<li>${hitPart(hit, parts)}</li>`)}</ul>`
}

function hitPart(hit: DoraHit, { doraPages, department, choose }: Parameters<typeof doraHits>[1]): Html {
  const { target, slug, name, siret, structure, place, status } = hit
  return html`<p><strong>${name}</strong>${structure ? html`<br>${structure.name}` : ''}</p>
<p class="quiet">${target === 'structure' ? 'Structure' : 'Service'}${status === null ? '' : html` (${status === 'OTHER' ? SERVICE_STATES.OTHER : valueWords(status)})`}${place === '' ? '' : html`, ${place}`}${siret === null || target === 'service' ? '' : html`<br>SIRET ${siret}`}${hit.department === department || hit.department === '' ? '' : html`<br>Département ${hit.department}, où le robot n’écrit pas`}</p>
<p>${doraLink(doraPages, target, slug)}</p>${choose?.(hit) ?? ''}`
}
