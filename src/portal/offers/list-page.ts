import { html, raw } from 'hono/html'
import type { OfferLine, OfferPage } from '../../ledger/offers-page.ts'
import type { SavedList } from '../../ledger/saved-lists.ts'
import { acceptedEntries } from '../../reference/accepted-entries.ts'
import type { DoraPages } from '../desk/dora-pages.ts'
import type { Html } from '../layout.ts'
import { listForm } from '../list/list-form.ts'
import { correctedNote, shownWords } from '../list/list-parts.ts'
import { type OfferPageParts, seenPart, whyCard } from '../offer/offer-page.ts'
import { offerLabel } from '../offer-label.ts'
import { doraLink } from '../pages/dora-link.ts'
import { keysPart } from '../pages/keys-part.ts'
import { offerState } from '../pages/offer-state.ts'
import { type Cell, nextLink, table } from '../pages/table.ts'
import { unseenWords } from '../pages/unseen-words.ts'
import { offerPath, SEARCH_DORA_PATH, SERVICES_PATH, sourcePath } from '../routes/paths.ts'
import { DORA_STATES, OFFER_STATES } from '../statuses.ts'
import { inputField, postForm, selectField } from '../web/form.ts'
import { LIST, listRenews } from '../web/renewed-list.ts'
import { WHOSE_TURN } from '../words-of.ts'
import { BULK, choiceOf } from './bulk.ts'
import { OFFER_COLUMNS, type OfferColumn, type OfferNames } from './columns.ts'
import { EVERYTHING, FOLDED_FILTERS, filtersQuery, isFiltered, type OfferFilters } from './filters.ts'

export interface OfferListParts {
  page: OfferPage
  /** Cursor of the page shown; '' : the first. */
  from: string
  filters: OfferFilters
  columns: readonly OfferColumn[]
  /** The columns as the address asks for them; empty: the usual ones. */
  asked: readonly string[]
  names: OfferNames
  sources: readonly { id: string; name: string }[]
  partners: readonly { id: string; name: string }[]
  /** Lines of the convention that have offers. */
  actions: readonly { value: string; label: string }[]
  /** Intercommunalités of the département. */
  epcis: readonly { value: string; label: string }[]
  /** Lists that the person keeps. */
  saved: readonly SavedList[]
  /** The offer that is looked at beside the list; null: none. */
  beside: OfferPageParts | null
  /** Hidden token of the forms. */
  field: Html
  /** Day `YYYY-MM-DD`. */
  today: string
  doraPages: DoraPages | null
}

/** The list of offers: what to look for, what is shown of each, the lines, and the same as a file. */
export function offerListPage(parts: OfferListParts): Html {
  const { page, filters, asked, doraPages, beside } = parts
  const cols = asked.length > 0 ? { colonnes: asked.join(',') } : {}
  const filtered = isFiltered(filters)
  const here = `/offres${filtersQuery(filters, { ...cols, ...(parts.from ? { apres: parts.from } : {}) })}`
  const shown = beside === null ? parts.columns : parts.columns.filter(({ id }) => id === 'etat')
  return html`${searchForm(parts)}
<div id="${LIST}"${listRenews}>
<p class="quiet" role="status">${shownWords(page.lines.length, page.next !== null || parts.from !== '', ['offre', 'offres', true])}</p>
${savedListsPart(parts.saved, filtersQuery(filters), parts.field)}
${correctedNote('Aucune offre n’a', 'celles qui ont', filters.q, page.corrected)}
${page.partly === null ? '' : html`<p class="notice" role="status">Aucune offre n’a tous les mots de « ${filters.q} ». Voici celles qui en ont ${page.partly.found} sur ${page.partly.asked}.</p>`}
${beside === null ? '' : html`<div class="split"><div class="split-list">`}
${table({
  caption: parts.from ? 'Offres, suite' : (CAPTIONS.get(filters.tri) ?? 'Offres, par nom'),
  columns: ['Offre', ...shown.map(({ label, number }) => (number ? { label, number } : label))],
  rows: page.lines.map(line => [nameCell(line, here, parts), ...shown.map(column => cell(column, line, parts))]),
  empty: filtered
    ? 'Aucune offre ne répond à cette recherche.'
    : 'Aucune offre pour l’instant : lancez un passage depuis la page d’une source.',
})}
${page.lines.length === 0 ? '' : html`${bulkBar(here, parts.field)}${keysPart('main th[scope=row] a')}`}
${beside === null ? '' : html`</div>${besidePanel(beside, here)}</div>`}
${page.lines.length === 0 ? '' : html`<div class="actions">${page.next ? nextLink(`/offres${filtersQuery(filters, { ...cols, apres: page.next })}`) : ''}<a class="button second" href="/offres.xlsx${filtersQuery(filters, cols)}">Télécharger cette liste (Excel)</a></div>`}
${doraPages?.sandbox && page.lines.length > 0 ? html`<p class="quiet">La colonne « Dans DORA » mène au DORA d’essai.</p>` : ''}
<p class="quiet">Une offre qui n’est pas ici est peut-être déjà dans DORA, écrite par d’autres : <a href="${SEARCH_DORA_PATH}">Chercher dans DORA</a>.</p>
${filters.etat === '' ? html`<p class="quiet">Les pages écartées exprès (homonymes, autre département, pages sans offre) ne sont pas dans cette liste. <a href="/offres?etat=${EVERYTHING}">Les voir aussi</a></p>` : ''}
<p><a href="/structures">Toutes les structures du département dans DORA</a>, suivies par le robot ou non : ce que le public en voit, et qui appeler d’abord ; <a href="${SERVICES_PATH}">tous ses services, un par un</a>.</p></div>`
}

const CAPTIONS: ReadonlyMap<string, string> = new Map([
  ['vue', 'Offres, les dernières vues d’abord'],
  ['qualite', 'Offres, les moins complètes d’abord'],
  ['fin', 'Offres, les premières à finir d’abord'],
])

function searchForm({ filters, sources, partners, actions, epcis, asked, columns }: OfferListParts): Html {
  const any = (label: string) => ({ value: '', label })
  return listForm({
    path: '/offres',
    label: 'Nom, texte, commune, téléphone, partenaire, thème',
    q: filters.q,
    main: html`${selectField({ name: 'etat', label: 'État', search: true, value: filters.etat, options: [any('toutes les offres'), ...Object.entries(OFFER_STATES).map(([value, { word }]) => ({ value, label: word })), { value: EVERYTHING, label: 'offres et pages écartées' }] })}`,
    folded: {
      inUse: FOLDED_FILTERS.filter(name => filters[name] !== '').length,
      fields: html`${selectField({ name: 'partenaire', label: 'Partenaire', search: true, value: filters.partenaire, options: [any('tous'), ...partners.map(each => ({ value: each.id, label: each.name }))] })}
${selectField({ name: 'source', label: 'Source', search: true, value: filters.source, options: [any('toutes'), ...sources.map(each => ({ value: each.id, label: each.name }))] })}
${selectField({ name: 'dora', label: 'Dans DORA', search: true, value: filters.dora, options: [any('peu importe'), ...Object.entries(DORA_STATES).map(([value, { word }]) => ({ value, label: word }))] })}
${selectField({ name: 'theme', label: 'Thème', search: true, value: filters.theme, options: [any('tous'), ...(acceptedEntries('thematiques') ?? [])] })}
${selectField({ name: 'action', label: 'Action de la convention', search: true, value: filters.action, options: [any('toutes'), ...actions] })}
${selectField({ name: 'epci', label: 'Intercommunalité', search: true, value: filters.epci, options: [any('toutes'), ...epcis] })}
${selectField({ name: 'confirmee', label: 'Confirmée', search: true, value: filters.confirmee, options: [any('peu importe'), { value: 'recente', label: 'depuis moins de 6 mois' }, { value: 'vieille', label: 'pas depuis 6 mois' }, { value: 'jamais', label: 'jamais' }] })}
${selectField({ name: 'fin', label: 'Se terminent', search: true, value: filters.fin, options: [any('peu importe'), { value: '0', label: 'déjà terminées' }, { value: '30', label: 'd’ici 30 jours' }, { value: '60', label: 'd’ici 60 jours' }, { value: '180', label: 'd’ici 6 mois' }] })}
${selectField({ name: 'qualite', label: 'Qualité', search: true, value: filters.qualite, options: [any('peu importe'), { value: '50', label: 'moins de 50 %' }, { value: '80', label: 'moins de 80 %' }, { value: '100', label: 'moins de 100 %' }] })}
${selectField({ name: 'tri', label: 'Ordre', search: true, value: filters.tri, options: [any('par nom'), { value: 'vue', label: 'dernières vues' }, { value: 'qualite', label: 'moins complètes' }, { value: 'fin', label: 'premières à finir' }] })}`,
    },
    filtered: isFiltered(filters),
    columns: OFFER_COLUMNS,
    shown: columns,
    asked,
  })
}

/** What to do with the offers that are ticked, said and counted on the next page before anything is done. */
function bulkBar(here: string, field: Html): Html {
  return postForm(
    '/offres/lot',
    field,
    html`<input type="hidden" name="retour" value="${here}">${selectField({ name: 'action', id: 'lot-action', label: 'Avec les offres cochées', required: true, options: Object.entries(BULK).map(([value, { label }]) => ({ value, label })) })}<p><button class="second">Continuer</button></p>`,
    { class: 'bulk', id: BULK_FORM },
  )
}

const BULK_FORM = 'lot'

/** The name opens the offer beside the list, at the same place of the list. */
function nameCell(line: OfferLine, here: string, { beside }: OfferListParts): Html {
  const label = offerLabel(line)
  const chosen = beside?.offer.source === line.source && beside.offer.key === line.key
  const join = here.includes('?') ? '&' : '?'
  const choice = encodeURIComponent(choiceOf(line))
  const path = `${here}${join}voir=${choice}`
  return html`<span class="pick" id="ligne-${choice}"><input type="checkbox" id="choix-${choice}" form="${BULK_FORM}" name="choix" value="${choiceOf(line)}" aria-label="Cocher : ${label}"> <span><a href="${path}#ligne-${encodeURIComponent(choice)}" data-hx-get="${path}"${chosen ? html` aria-current="true"` : ''}>${label}</a>${line.state === 'rejected' ? html`<br><span class="quiet">${line.rejection?.message ?? ''}</span>` : ''}</span></span>`
}

function cell(column: OfferColumn, line: OfferLine, { names, doraPages, today }: OfferListParts): Cell {
  const words = column.words(line, names)
  switch (column.id) {
    case 'source':
      return html`<a href="${sourcePath(line.source)}">${words}</a>`
    case 'etat':
      return offerState(line.state, line.rejection)
    case 'dora':
      return line.slug === null
        ? words
        : html`${doraLink(doraPages, 'service', line.slug, words, offerLabel(line)) || words}${unseenWords(line, today)}`
    default:
      return words === '' ? null : words
  }
}

/** An offer beside the list where it was chosen. @param close address of the list alone */
function besidePanel(parts: OfferPageParts, close: string): Html {
  const { offer } = parts
  const path = offerPath(offer)
  return html`<aside class="panel" id="cote" aria-label="L’offre choisie"><div class="panel-head"><h2><a href="${path}">${offerLabel(offer)}</a></h2><a class="button second small" href="${close}" data-hx-get="${close}">Fermer<span class="hidden"> l’offre</span></a></div>
${seenPart(parts)}
${offer.rejection ? html`<p class="notice bad">${offer.rejection.message} C’est ${WHOSE_TURN[offer.rejection.whose]} d’agir.</p>` : ''}
<p class="actions"><a class="button" href="${path}">Ouvrir la page entière</a> <a class="button second" href="${path}/appel">Noter un appel</a></p>
${whyCard(parts)}</aside>`
}

/** Lists that everybody finds ready. */
const READY = [
  { name: 'Sans confirmation depuis 6 mois', query: '?confirmee=vieille' },
  { name: 'Finissent avant 60 jours', query: '?fin=60&tri=fin' },
  { name: 'En brouillon', query: '?dora=DRAFT' },
  { name: 'À compléter', query: '?qualite=80&tri=qualite' },
]

/** The lists one press away: those that are ready, those that the person keeps; and keeping the one that is shown. @param query of what is shown, from `?`; '' : everything */
function savedListsPart(saved: readonly SavedList[], query: string, field: Html): Html {
  const own = new Set(saved.map(each => each.query))
  const chips = [...READY.filter(each => !own.has(each.query)), ...saved]
  return html`<nav aria-label="Listes toutes prêtes"><ul class="chips">${chips.map(each => html`<li><a href="/offres${each.query}"${each.query === query ? raw(' aria-current="page"') : ''}>${each.name}</a></li>`)}</ul></nav>
${
  query === '' && saved.length === 0
    ? ''
    : html`<details><summary>Mes listes</summary>
${query === '' ? html`<p class="hint">Choisissez des filtres : vous pourrez garder la liste qu’ils donnent sous un nom à vous.</p>` : postForm('/offres/listes', field, html`<div class="row"><input type="hidden" name="liste" value="${query}">${inputField({ name: 'nom', label: 'Garder la liste montrée sous le nom', required: true, most: 60, hint: 'Vous seul la verrez, ici, en un geste.' })}<p><button class="second">Garder cette liste</button></p></div>`)}
${saved.length === 0 ? '' : postForm('/offres/listes/retirer', field, html`<div class="row">${selectField({ name: 'id', label: 'Retirer une liste', required: true, options: saved.map(({ id, name }) => ({ value: id, label: name })) })}<p><button class="second">Retirer</button></p></div>`)}</details>`
}`
}
