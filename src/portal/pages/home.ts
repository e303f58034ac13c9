import { html } from 'hono/html'
import { frenchCount, frenchDateTime } from '../../common/french.ts'
import type { RunRow, SourceRow } from '../data.ts'
import type { Html } from '../layout.ts'
import { runsTable } from './runs.ts'
import { sourcesTable } from './sources.ts'

/** The first page: the report, then the sources and the last runs. */
export function homePage(parts: {
  date: string
  report: Html | string
  sources: SourceRow[]
  runs: RunRow[]
  sandboxUrl: string | null
}): Html {
  const last = parts.runs[0]
  return html`
<p class="lead">Les offres d’insertion des partenaires, lues chez eux et tenues à jour dans DORA.</p>
<p class="quiet">${frenchCount(parts.sources.length, 'source suivie', 'sources suivies')}.
${last ? html`Dernier passage&nbsp;: ${last.sourceName}, ${frenchDateTime(last.startedAt)}.` : 'Aucun passage pour l’instant.'}</p>
${parts.report}
<h2 id="sources">Sources</h2>
${sourcesTable(parts.sources)}
<h2 id="passages">Derniers passages</h2>
${runsTable(parts.runs)}
${parts.sandboxUrl ? html`<p>Ce que contient le DORA d’essai&nbsp;: <a href="${parts.sandboxUrl}">${parts.sandboxUrl}</a></p>` : ''}`
}
