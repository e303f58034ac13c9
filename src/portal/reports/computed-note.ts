import { html } from 'hono/html'
import { frenchDateTime } from '../../common/french.ts'
import type { Renewed } from '../../common/renewal.ts'
import type { Html } from '../layout.ts'
import type { Frame, PortalContext } from '../web/frame.ts'

/** When the figures of a page were computed, and that newer ones are coming. */
export function computedNote({ at, renewing }: Renewed<unknown>): Html {
  return html`<p class="quiet">Calculé le ${frenchDateTime(at)}.${renewing ? ' Un calcul plus récent est en cours\u00A0: rechargez la page dans un instant pour le voir.' : ''}</p>`
}

/** The page reloads itself this often, seconds, without any script. */
const RELOAD_SECONDS = 5

/** Instead of figures that nobody has asked for yet. */
export async function beingComputed(frame: Frame, c: PortalContext): Promise<Response> {
  c.header('refresh', String(RELOAD_SECONDS))
  return frame.show(c, {
    title: 'Le rapport est en cours de calcul',
    main: html`<p role="status">C’est le premier calcul depuis le démarrage du programme\u00A0; il prend quelques secondes, une demi-minute quand il y a beaucoup d’offres. La page se recharge toute seule.</p>
<p><a class="button second" href="${c.req.path}">Recharger maintenant</a></p>`,
  })
}
