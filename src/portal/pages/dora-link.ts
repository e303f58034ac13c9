import { html } from 'hono/html'
import type { DoraPages } from '../desk/dora-pages.ts'
import type { Html } from '../layout.ts'

/** A link to a page of DORA; on the stand-in it says so. Nothing when no address is known. @param bare in a table whose note says it once; with the name of what it leads to, for who hears the link alone */
export function doraLink(
  pages: DoraPages | null,
  kind: 'service' | 'structure',
  slug: string,
  label = kind === 'service' ? 'voir le service dans DORA' : 'voir la structure dans DORA',
  bare: string | null = null,
): Html | '' {
  return pages === null
    ? ''
    : html`<a href="${pages[kind](slug)}">${label}${bare === null ? '' : html`<span class="hidden"> dans DORA : ${bare}</span>`}</a>${pages.sandbox && bare === null ? html` <span class="quiet">(DORA d’essai)</span>` : ''}`
}
