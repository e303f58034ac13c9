import { html } from 'hono/html'
import { frenchCount, frenchDate } from '../../common/french.ts'
import { labelOf, valuesOf } from '../../reference/referentiels.ts'
import type { DoraPages } from '../desk/dora-pages.ts'
import type { Html } from '../layout.ts'
import { listForm } from '../list/list-form.ts'
import { correctedNote, shownWords } from '../list/list-parts.ts'
import { listQuery } from '../list/list-query.ts'
import type { Found, ListColumn } from '../list/row-list.ts'
import { doraLink } from '../pages/dora-link.ts'
import { FIRST_LINKS, keysPart } from '../pages/keys-part.ts'
import { type Cell, nextLink, state, table } from '../pages/table.ts'
import { offerPath, SERVICES_FILE, SERVICES_PATH, structurePath } from '../routes/paths.ts'
import { SERVICE_STATES } from '../statuses.ts'
import { selectField } from '../web/form.ts'
import { LIST, listRenews } from '../web/renewed-list.ts'
import { SERVICE_COLUMNS } from './columns.ts'
import { FOLDED, SERVICE_ORDERS, type ServiceFilters } from './filters.ts'
import type { ServiceRow } from './service-row.ts'

/** Rows of a page. */
const SIZE = 100

export interface ServiceListParts {
  found: Found<ServiceRow>
  /** First row shown. */
  from: number
  filters: ServiceFilters
  columns: readonly ListColumn<ServiceRow>[]
  /** The columns as the address asks for them; empty: the usual ones. */
  asked: readonly string[]
  /** The offers that feed services of this page, by slug. */
  offers: ReadonlyMap<string, { source: string; key: string }>
  epcis: readonly { value: string; label: string }[]
  pages: DoraPages | null
  /** Instant of the census. */
  taken: string
}

/** The rows that a page shows. */
export const shownRows = (rows: readonly ServiceRow[], from: number): ServiceRow[] => rows.slice(from, from + SIZE)

/** The services of the département in DORA, whoever wrote them: what to look for, what is shown of each, the lines, and the same as a file. */
export function serviceListPage(parts: ServiceListParts): Html {
  const { found, from, filters, columns, asked, taken } = parts
  const rows = shownRows(found.rows, from)
  const after = from + rows.length
  const more = after < found.rows.length
  const said = { ...filters, colonnes: asked }
  return html`<p>Recensés dans DORA le ${frenchDate(taken)}, quel qu’en soit l’auteur. <a href="/structures">Les structures, et qui appeler d’abord</a></p>
${searchForm(parts)}
<div id="${LIST}"${listRenews}>
<p class="quiet" role="status">${shownWords(rows.length, more || from > 0, ['service', 'services', false])}${more || from > 0 ? ` ${frenchCount(found.rows.length, 'service trouvé', 'services trouvés')} en tout.` : ''}</p>
${correctedNote('Aucun service n’a', 'ceux qui ont', filters.q, found.corrected)}
${table({
  caption:
    from > 0 ? 'Services, suite' : `Services, ${isOrder(filters.tri) ? SERVICE_ORDERS[filters.tri] : 'par structure'}`,
  columns: ['Service', ...columns.map(({ label, number }) => (number ? { label, number } : label))],
  rows: rows.map(row => [nameCell(row, parts), ...columns.map(column => cell(column, row))]),
  empty: 'Aucun service ne répond à cette recherche.',
})}
${rows.length === 0 ? '' : html`${keysPart(FIRST_LINKS)}<div class="actions">${nextLink(more ? `${SERVICES_PATH}${listQuery({ ...said, apres: String(after) })}` : null)}<a class="button second" href="${SERVICES_FILE}${listQuery(said)}">Télécharger cette liste (Excel)</a></div>`}</div>`
}

function searchForm({ filters, columns, asked, epcis }: ServiceListParts): Html {
  const choice = (
    name: keyof ServiceFilters,
    label: string,
    all: string,
    options: readonly { value: string; label: string }[],
  ) =>
    selectField({ name, label, search: true, value: filters[name], options: [{ value: '', label: all }, ...options] })
  const yesNo = (yes: string, no: string) => [
    { value: 'oui', label: yes },
    { value: 'non', label: no },
  ]
  const { ARCHIVED: _, OTHER: __, ...states } = SERVICE_STATES
  return listForm({
    path: SERVICES_PATH,
    label: 'Nom, structure, commune, thématique, public',
    q: filters.q,
    main: choice(
      'etat',
      'État',
      'tous les services',
      Object.entries(states).map(([value, label]) => ({ value, label })),
    ),
    folded: {
      inUse: FOLDED.filter(name => filters[name] !== '').length,
      fields: html`${choice('vu', 'Vu du public', 'peu importe', [
        { value: 'yes', label: 'vus' },
        { value: 'no', label: 'pas vus' },
        { value: 'unknown', label: 'pas encore su' },
      ])}
${choice('ajour', 'À jour', 'peu importe', yesNo('à jour', 'à relire'))}
${choice('qualite', 'Qualité', 'peu importe', [
  { value: 'faible', label: 'moins de 80 %' },
  { value: 'sans-contact', label: 'sans contact' },
  { value: 'inconnue', label: 'pas encore lue' },
])}
${choice(
  'theme',
  'Thématique',
  'toutes',
  valuesOf('categories').map(value => ({ value, label: labelOf('categories', value) })),
)}
${choice('epci', 'Intercommunalité', 'toutes', epcis)}
${choice('robot', 'Suivi par le robot', 'peu importe', yesNo('suivis', 'non suivis'))}
${choice(
  'tri',
  'Ordre',
  'par structure',
  Object.entries(SERVICE_ORDERS).map(([value, label]) => ({ value, label })),
)}`,
    },
    filtered: Object.entries(filters).some(([name, value]) => name !== 'tri' && value !== ''),
    columns: SERVICE_COLUMNS.filter(({ id }) => id !== 'nom'),
    shown: columns,
    asked,
  })
}

function isOrder(text: string): text is keyof typeof SERVICE_ORDERS {
  return Object.hasOwn(SERVICE_ORDERS, text)
}

/** The offer that feeds it where there is one; DORA's own page beside. */
function nameCell({ slug, name }: ServiceRow, { offers, pages }: ServiceListParts): Html {
  const offer = offers.get(slug)
  return html`${offer ? html`<a href="${offerPath(offer)}">${name}</a>` : name}<br>${doraLink(pages, 'service', slug, 'voir', name)}`
}

function cell(column: ListColumn<ServiceRow>, row: ServiceRow): Cell {
  const words = column.words(row)
  switch (column.id) {
    case 'structure':
      return html`<a href="${structurePath(row.structure)}">${words}</a>`
    case 'vu':
      return row.seen === 'yes'
        ? state(words, 'good')
        : row.why === null || row.status !== 'PUBLISHED'
          ? words
          : html`${state(words, 'warn')} <span class="quiet">${row.why}</span>`
    case 'modifie':
      return html`<span class="whole">${words}</span>`
    case 'ajour':
      return words === 'à relire' ? state(words, 'warn') : words === '' ? null : words
    default:
      return words === '' ? null : words
  }
}
