import { html } from 'hono/html'
import { frenchOrder } from '../../common/french-order.ts'
import type { SourceRow } from '../data.ts'
import { SOURCE_MOVES } from '../desk/source-bulk.ts'
import type { Html } from '../layout.ts'
import { listForm } from '../list/list-form.ts'
import { correctedNote, shownWords } from '../list/list-parts.ts'
import { listQuery } from '../list/list-query.ts'
import type { Found, ListColumn } from '../list/row-list.ts'
import { keysPart } from '../pages/keys-part.ts'
import { type Cell, state, table } from '../pages/table.ts'
import { when } from '../pages/when.ts'
import { partnerPath, SOURCES_FILE, SOURCES_PATH, sourcePath } from '../routes/paths.ts'
import { postForm, selectField } from '../web/form.ts'
import { livePart } from '../web/live-part.ts'
import { LIST, listRenews } from '../web/renewed-list.ts'

/** What a person chose in the list of sources, as its address says it; every answer may be empty. */
export interface SourceFilters {
  q: string
  etat: string
  partenaire: string
  tri: string
}

/** Orders of the list, by the column that sorts; without one, by name. */
export const SOURCE_ORDERS = {
  etat: 'par état',
  succes: 'les plus anciennes lectures',
  prochain: 'les prochains passages',
  offres: 'le plus d’offres',
} as const

export interface SourceListParts {
  all: readonly SourceRow[]
  found: Found<SourceRow>
  filters: SourceFilters
  every: readonly ListColumn<SourceRow>[]
  columns: readonly ListColumn<SourceRow>[]
  /** The columns as the address asks for them; empty: the usual ones. */
  asked: readonly string[]
  partnerName: (id: string) => string
  /** Whether a pass is under way, and whether the visitor suspended what renews itself. */
  running: boolean
  still: boolean
  /** Hidden token of the forms. */
  field: Html
}

/** One line per source, searched, filtered and sorted; those that are ticked go together. */
export function sourceListPage(parts: SourceListParts): Html {
  const { filters, asked, running, still } = parts
  return html`${searchForm(parts)}
<div id="${LIST}"${listRenews}>${livePart({
    id: 'suivies',
    path: `${SOURCES_PATH}${listQuery({ ...filters, colonnes: asked })}`,
    over: !running,
    still,
    body: lines(parts),
  })}${parts.found.rows.length === 0 ? '' : keysPart('#liste th[scope=row] .pick span > a:first-of-type')}</div>`
}

function lines({ found, filters, columns, asked, partnerName, field }: SourceListParts): Html {
  const { rows, corrected } = found
  return html`<p class="quiet" role="status">${shownWords(rows.length, false, ['source', 'sources', true])}</p>
${correctedNote('Aucune source n’a', 'celles qui ont', filters.q, corrected)}
${table({
  caption: 'Sources suivies, leur état et leur dernier passage réussi',
  region: 'Sources suivies',
  columns: ['Source', ...columns.map(({ label, number }) => (number ? { label, number } : label))],
  rows: rows.map(row => [nameCell(row), ...columns.map(column => cell(column, row, partnerName))]),
  empty: isFiltered(filters) ? 'Aucune source ne répond à cette recherche.' : 'Aucune source n’est configurée.',
})}
${rows.length === 0 ? '' : html`${postForm('/sources/lot', field, html`${selectField({ name: 'action', label: 'Avec les sources cochées', required: true, options: Object.entries(SOURCE_MOVES).map(([value, { label }]) => ({ value, label })) })}<p><button class="second">Continuer</button></p>`, { class: 'bulk', id: 'lot' })}<div class="actions"><a class="button second" href="${SOURCES_FILE}${listQuery({ ...filters, colonnes: asked })}">Télécharger cette liste (Excel)</a></div>`}`
}

function searchForm({ all, filters, every, columns, asked, partnerName }: SourceListParts): Html {
  const choice = (
    name: keyof SourceFilters,
    label: string,
    none: string,
    options: readonly (readonly [string, string])[],
  ) =>
    selectField({
      name,
      label,
      search: true,
      value: filters[name],
      options: [{ value: '', label: none }, ...options.map(([value, words]) => ({ value, label: words }))],
    })
  const states = [...new Set(all.map(row => row.state.word))].sort(frenchOrder)
  const partners = [...new Set(all.map(row => row.partner))].map(id => [id, partnerName(id)] as const)
  return listForm({
    path: SOURCES_PATH,
    label: 'Nom, partenaire, adresse, état, résultat',
    q: filters.q,
    main: choice(
      'etat',
      'État',
      'toutes les sources',
      states.map(word => [word, word]),
    ),
    folded: {
      inUse: [filters.partenaire, filters.tri].filter(value => value !== '').length,
      fields: html`${choice(
        'partenaire',
        'Partenaire',
        'tous',
        partners.toSorted(([, a], [, b]) => frenchOrder(a, b)),
      )}
${choice('tri', 'Ordre', 'par nom', Object.entries(SOURCE_ORDERS))}`,
    },
    filtered: isFiltered(filters),
    columns: every,
    shown: columns,
    asked,
  })
}

const isFiltered = ({ q, etat, partenaire }: SourceFilters) => [q, etat, partenaire].some(value => value !== '')

function nameCell({ id, name, address }: SourceRow): Html {
  return html`<span class="pick"><input type="checkbox" id="choix-${id}" form="lot" name="choix" value="${id}" aria-label="Cocher : ${name}"> <span><a href="${sourcePath(id)}">${name}</a>${address ? html`<br><a class="quiet" href="${address}">${new URL(address).hostname}</a>` : ''}</span></span>`
}

function cell(column: ListColumn<SourceRow>, row: SourceRow, partnerName: (id: string) => string): Cell {
  switch (column.id) {
    case 'partenaire':
      return html`<a href="${partnerPath(row.partner)}">${partnerName(row.partner)}</a>`
    case 'etat':
      return state(row.state.word, row.state.tone)
    case 'succes':
      return row.lastSuccess ? when(row.lastSuccess) : 'jamais'
    case 'prochain':
      return row.nextRun ? when(row.nextRun) : 'à la demande'
    default:
      return column.words(row) || null
  }
}
