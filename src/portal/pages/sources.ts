import { html } from 'hono/html'
import { frenchDateTime } from '../../common/french.ts'
import { frenchOrder } from '../../common/french-order.ts'
import type { SourceRow } from '../data.ts'
import type { Html } from '../layout.ts'
import { state, table } from './table.ts'

/** One line per source: state in one word, last success, next run, last outcome. */
export function sourcesTable(sources: SourceRow[], linked = false): Html {
  return table({
    caption: 'Sources suivies, leur état et leur dernier passage réussi',
    region: 'Sources suivies',
    stacked: true,
    columns: [
      'Source',
      'État',
      'Dernier succès',
      'Prochain passage',
      { label: 'Offres', number: true },
      'Dernier résultat',
    ],
    rows: sources
      .toSorted((a, b) => frenchOrder(a.name, b.name))
      .map(source => [
        html`${linked ? html`<a href="/sources/${source.id}">${source.name}</a>` : source.name}${source.address ? html`<br><a class="quiet" href="${source.address}">${new URL(source.address).hostname}</a>` : ''}`,
        state(source.state.word, source.state.tone),
        source.lastSuccess ? frenchDateTime(source.lastSuccess) : 'jamais',
        source.nextRuns[0] ? frenchDateTime(source.nextRuns[0]) : 'à la demande',
        source.offers,
        source.lastOutcome ?? '–',
      ]),
    empty: 'Aucune source n’est configurée.',
  })
}
