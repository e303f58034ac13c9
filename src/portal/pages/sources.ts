import { html } from 'hono/html'
import { frenchDateTime } from '../../common/french.ts'
import type { SourceRow } from '../data.ts'
import type { Html } from '../layout.ts'

/** One line per source: state in one word, last success, next run, last outcome. */
export function sourcesTable(sources: SourceRow[], linked = false): Html {
  if (sources.length === 0) return html`<p>Aucune source n’est configurée.</p>`
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Sources suivies"><table>
<caption>Sources suivies, leur état et leur dernier passage réussi</caption>
<thead><tr><th scope="col">Source</th><th scope="col">État</th><th scope="col">Dernier succès</th><th scope="col">Prochain passage</th><th scope="col" class="number">Offres</th><th scope="col">Dernier résultat</th></tr></thead>
<tbody>${sources.map(
    source => html`<tr>
<th scope="row">${linked ? html`<a href="/sources/${source.id}">${source.name}</a>` : source.name}${source.address ? html`<br><a class="quiet" href="${source.address}">${new URL(source.address).hostname}</a>` : ''}</th>
<td><span class="state ${source.state.tone}">${source.state.word}</span></td>
<td>${source.lastSuccess ? frenchDateTime(source.lastSuccess) : 'jamais'}</td>
<td>${source.nextRuns[0] ? frenchDateTime(source.nextRuns[0]) : 'à la demande'}</td>
<td class="number">${source.offers}</td>
<td>${source.lastOutcome ?? '–'}</td>
</tr>`,
  )}</tbody></table></div>`
}
