import { html } from 'hono/html'
import type { DoraPages } from '../desk/dora-pages.ts'
import type { Html } from '../layout.ts'

/** A link to a page of DORA; on the stand-in it says so. Nothing when no address is known. */
export function doraLink(
  pages: DoraPages | null,
  kind: 'service' | 'structure',
  slug: string,
  label = kind === 'service' ? 'voir le service dans DORA' : 'voir la structure dans DORA',
): Html | '' {
  return pages === null
    ? ''
    : html`<a href="${pages[kind](slug)}">${label}</a>${pages.sandbox ? html` <span class="quiet">(DORA d’essai)</span>` : ''}`
}
