import { html } from 'hono/html'
import { frenchDateTime } from '../../common/french.ts'
import type { Renewed } from '../../common/renewal.ts'
import type { Html } from '../layout.ts'
import type { Frame, PortalContext } from '../web/frame.ts'
import { isStill, LIVE_SCRIPT, livePart } from '../web/live-part.ts'

/** When the figures of a page were computed, and that newer ones are coming. */
export function computedNote({ at, renewing }: Renewed<unknown>): Html {
  return html`<p class="quiet">Calculé le ${frenchDateTime(at)}.${renewing ? ' Un calcul plus récent est en cours : rechargez la page dans un instant pour le voir.' : ''}</p>`
}

/** Title of the page that makes wait. */
export const BEING_COMPUTED = 'Le rapport est en cours de calcul'

/** Instead of figures that nobody has asked for yet. Nothing reloads by itself but what the visitor can suspend; without script, a link does it. */
export async function beingComputed(frame: Frame, c: PortalContext): Promise<Response> {
  return frame.show(c, {
    title: BEING_COMPUTED,
    scripts: [LIVE_SCRIPT],
    main: livePart({
      id: 'calcul',
      path: c.req.path,
      over: false,
      still: isStill(c),
      renewed: 'contenu',
      body: html`<p>C’est le premier calcul depuis le démarrage du programme ; il prend quelques secondes, une demi-minute quand il y a beaucoup d’offres.</p>`,
    }),
  })
}
