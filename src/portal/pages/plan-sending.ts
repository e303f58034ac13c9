import { html } from 'hono/html'
import { frenchCount } from '../../common/french.ts'
import type { Plan } from '../../ledger/plan.ts'
import type { PlanProgress } from '../desk/plan-progress.ts'
import type { Html } from '../layout.ts'
import { planPath } from '../routes/paths.ts'
import { postForm } from '../web/form.ts'
import { livePart } from '../web/live-part.ts'

const STAGES: Record<PlanProgress['stage'], string> = {
  waiting: 'L’envoi attend son tour dans la file des travaux.',
  held: 'Un autre passage est en cours sur cette source ; l’envoi commence quand il a fini.',
  running: 'L’envoi est en cours.',
  broken: 'L’envoi s’est arrêté sur une erreur du robot. Ce qui est parti reste, et ne sera pas envoyé deux fois.',
}

/**
 * How far the sending of an approved plan is. It goes on whether this page is open or not.
 * @param field hidden field of the form that starts it again
 * @param still the visitor suspended what renews itself
 */
export function planSending(
  plan: Pick<Plan, 'id' | 'operations'>,
  { stage, written }: PlanProgress,
  field: Html,
  still: boolean,
): Html {
  const total = plan.operations.length
  const state = html`<p>${STAGES[stage]}</p>
${total > 0 ? html`<p>Envoyé jusqu’ici : <strong>${Math.min(written, total)} sur ${frenchCount(total, 'opération')}</strong>.</p>` : ''}`
  return html`<section aria-labelledby="envoi"><h2 id="envoi">Envoi à DORA</h2>
${
  stage === 'broken'
    ? html`${state}${postForm(`${planPath(plan.id)}/relancer`, field, html`<p><button>Relancer l’envoi</button></p>`)}`
    : html`${livePart({ id: 'avancement', path: planPath(plan.id), over: false, still, renewed: 'contenu', body: state })}
<p class="hint">Vous pouvez quitter cette page : l’envoi continue sans elle, et reprend de lui-même après un arrêt.</p>`
}</section>`
}
