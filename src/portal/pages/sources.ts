import { html } from 'hono/html'
import { frenchOrder } from '../../common/french-order.ts'
import type { SourceRow } from '../data.ts'
import { SOURCE_MOVES } from '../desk/source-bulk.ts'
import type { Html } from '../layout.ts'
import { postForm, selectField } from '../web/form.ts'
import { state, table } from './table.ts'
import { when } from './when.ts'

/** One line per source: state in one word, last success, next run, last outcome; those that are ticked go together. @param field hidden token of the form */
export function sourcesTable(sources: readonly SourceRow[], field: Html): Html {
  return html`${table({
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
        html`<span class="pick"><input type="checkbox" id="choix-${source.id}" form="lot" name="choix" value="${source.id}" aria-label="Cocher : ${source.name}"> <span><a href="/sources/${source.id}">${source.name}</a>${source.address ? html`<br><a class="quiet" href="${source.address}">${new URL(source.address).hostname}</a>` : ''}</span></span>`,
        state(source.state.word, source.state.tone),
        source.lastSuccess ? when(source.lastSuccess) : 'jamais',
        source.nextRuns[0] ? when(source.nextRuns[0]) : 'à la demande',
        source.offers,
        source.lastOutcome ?? '–',
      ]),
    empty: 'Aucune source n’est configurée.',
  })}
${sources.length === 0 ? '' : postForm('/sources/lot', field, html`${selectField({ name: 'action', label: 'Avec les sources cochées', required: true, options: Object.entries(SOURCE_MOVES).map(([value, { label }]) => ({ value, label })) })}<p><button class="second">Continuer</button></p>`, { class: 'bulk', id: 'lot' })}`
}
