import { html } from 'hono/html'
import { frenchCount } from '../../common/french.ts'
import type { Plan } from '../../sync/contract.ts'
import type { PlanProgress } from '../desk/plan-progress.ts'
import type { Html } from '../layout.ts'

const STAGES: Record<PlanProgress['stage'], string> = {
  waiting: 'L’envoi attend son tour dans la file des travaux.',
  held: 'Un autre passage est en cours sur cette source\u00A0; l’envoi commence quand il a fini.',
  running: 'L’envoi est en cours.',
}

/** How far the sending of an approved plan is. It goes on whether this page is open or not. */
export function planSending(plan: Pick<Plan, 'id' | 'operations'>, { stage, written }: PlanProgress): Html {
  const total = plan.operations.length
  return html`<section aria-labelledby="envoi"><h2 id="envoi">Envoi à DORA</h2>
<div data-live><p data-live-tools><a class="button second" href="/plans/${plan.id}">Actualiser</a> </p>
<div data-live-part><p>${STAGES[stage]}</p>
${total > 0 ? html`<p>Envoyé jusqu’ici&nbsp;: <strong>${Math.min(written, total)} sur ${frenchCount(total, 'opération')}</strong>.</p>` : ''}</div></div>
<p class="hint">Vous pouvez quitter cette page&nbsp;: l’envoi continue sans elle, et reprend de lui-même après un arrêt.</p></section>`
}
