import { html } from 'hono/html'
import type { Run } from '../../ledger/runs.ts'
import type { ToldCounts } from '../desk/told-counts.ts'
import type { Html } from '../layout.ts'
import { ABOVE, planPath } from '../routes/paths.ts'

/**
 * What a person may do once a pass is over: read its plan, answer what it asks; empty when nothing waits for them.
 * A pass that sent nothing asks nothing either: its questions come with the next one that may write.
 */
export function nextAfterPass(
  { plan, state }: { plan: string | null; state?: Run['state'] },
  told: ToldCounts | null,
): Html | '' {
  if (told === null) return ''
  const { created, updated, retired, waiting, conflicts } = told.counts
  const asked = waiting + conflicts > 0
  // A source that is no longer as usual waits for a word even where nothing would be written.
  if (told.planned && plan !== null && (state === 'quarantined' || created + updated + retired > 0))
    return html`<a class="button" href="${planPath(plan)}">Lire son plan et décider</a>`
  if (told.planned && asked)
    return html`Ce qui attend une réponse est dans <a href="${ABOVE.inbox.href}">À traiter</a>. Une question nouvelle n’y vient qu’avec un passage : une simulation n’en pose pas.`
  return asked ? html`<a class="button" href="${ABOVE.inbox.href}">Répondre dans À traiter</a>` : ''
}
