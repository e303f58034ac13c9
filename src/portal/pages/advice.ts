import { html } from 'hono/html'
import { frenchPercent } from '../../common/french.ts'
import { adviceFor, frenchGain } from '../../reference/advice.ts'
import type { Service } from '../../reference/records.ts'
import { qualityScore } from '../../reference/score.ts'
import type { Html } from '../layout.ts'

/** The official score, and the advice that raises it most, first. */
export function scorePart(service: Service, today: string): Html {
  const { score } = qualityScore(service, { today })
  const advice = adviceFor(service, { today })
  return html`<p>Note de qualité : <strong>${frenchPercent(score)}</strong> <meter aria-hidden="true" min="0" max="1" low="0.5" high="0.8" optimum="1" value="${score}"></meter></p>
${
  advice.length === 0
    ? html`<p>Rien à améliorer : tous les critères sont remplis.</p>`
    : html`<p>Pour l’améliorer, du plus utile au moins utile :</p><ol>${advice.map(each => html`<li>${each.message} <span class="quiet">(${frenchGain(each.gain)})</span></li>`)}</ol>`
}`
}
