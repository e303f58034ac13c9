import { html } from 'hono/html'
import { frenchCount, frenchDateTime } from '../../common/french.ts'
import type { RunRow, SourceRow } from '../data.ts'
import type { Alert } from '../desk/alerts.ts'
import type { Html } from '../layout.ts'
import { INBOX_WORDS } from '../words-of.ts'
import { runsTable } from './runs.ts'
import { sourcesTable } from './sources.ts'
import { state } from './table.ts'

/** The gestionnaire's first page: what is wrong, what waits, how the sources are. */
export function dashboardPage(parts: {
  alerts: Alert[]
  /** Open items, by kind. */
  waiting: ReadonlyMap<string, number>
  statements: number
  sources: SourceRow[]
  runs: RunRow[]
  sandboxUrl: string | null
}): Html {
  const kinds = [...parts.waiting].filter(([kind, count]) => count > 0 && kind !== 'rejection' && INBOX_WORDS[kind])
  const troubled = parts.sources.filter(source => source.state.tone !== 'good')
  const nothing = kinds.length === 0 && parts.statements === 0
  return html`
<h2 id="attente">Ce qui vous attend</h2>
${
  nothing
    ? html`<p>Rien n’attend votre décision.</p>`
    : html`<ul class="figures">
${parts.statements > 0 ? html`<li><strong>${parts.statements}</strong><a href="/a-traiter#partenaires">${parts.statements > 1 ? 'Demandes de partenaires' : 'Demande d’un partenaire'}</a></li>` : ''}
${kinds.map(([kind, count]) => html`<li><strong>${count}</strong><a href="/a-traiter#${kind}">${INBOX_WORDS[kind]?.many}</a></li>`)}</ul>`
}
<h2 id="alertes">Alertes</h2>
${
  parts.alerts.length === 0
    ? html`<p>Aucune&nbsp;: chaque source a été lue avec succès à son rythme.</p>`
    : html`<p>${frenchCount(parts.alerts.length, 'alerte')}.</p><ul class="cards">${parts.alerts.slice(0, 5).map(alert => html`<li>${state(alert.tone === 'bad' ? 'à réparer' : 'à regarder', alert.tone)} ${alert.href ? html`<a href="${alert.href}">${alert.text}</a>` : alert.text}</li>`)}</ul>
${parts.alerts.length > 5 ? html`<p><a href="/alertes">Toutes les alertes</a></p>` : ''}`
}
<h2 id="sources">Sources</h2>
<p>${sourcesSentence(parts.sources)} <a href="/sources">Toutes les sources</a></p>
${troubled.length > 0 ? sourcesTable(troubled, true) : ''}
<h2 id="passages">Derniers passages</h2>
${runsTable(parts.runs)}
<p><a href="/rapport">Le rapport de couverture</a>${parts.sandboxUrl ? html` · <a href="${parts.sandboxUrl}">Ce que contient le DORA d’essai</a>` : ''}</p>`
}

/** «27 sources : 25 en ordre, 2 à regarder. Prochain passage le …» */
function sourcesSentence(sources: readonly SourceRow[]): string {
  const good = sources.filter(source => source.state.tone === 'good').length
  const [next] = sources.flatMap(source => source.nextRuns[0] ?? []).toSorted((a, b) => a.getTime() - b.getTime())
  const rest = sources.length - good
  return [
    `${frenchCount(sources.length, 'source')}\u00A0: ${rest === 0 ? 'le dernier passage de chacune a réussi' : `${frenchCount(good, 'réussie')} au dernier passage, ${frenchCount(rest, 'autre')} ci-dessous`}.`,
    ...(next ? [`Prochain passage le ${frenchDateTime(next)}.`] : []),
  ].join(' ')
}
