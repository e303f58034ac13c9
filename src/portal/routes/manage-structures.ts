import { html } from 'hono/html'
import { readDoubles } from '../../census/read-doubles.ts'
import type { StructureRow } from '../../census/structure-rows.ts'
import { frenchCount, frenchDate, frenchNumber } from '../../common/french.ts'
import { parisDay } from '../../common/paris-day.ts'
import { CATALOGUE_COLUMNS } from '../../coverage/catalogue-columns.ts'
import { DoraError } from '../../dora/port.ts'
import { type Census, MOST_CENSUSES } from '../../ledger/census-records.ts'
import { askedDay, censusAt } from '../desk/census-at.ts'
import type { Desk } from '../desk/desk.ts'
import { contactWords, type LastContact, lastContacts } from '../desk/last-contacts.ts'
import { sinceCensus } from '../desk/since-census.ts'
import { STRUCTURE_ORDERS, sortStructures } from '../desk/sort-structures.ts'
import { pastStructureRows, readStructureRows } from '../desk/structure-rows.ts'
import type { Html } from '../layout.ts'
import { askedColumns, chosenColumns } from '../list/chosen-columns.ts'
import { exportList, fileAnswer } from '../list/export-list.ts'
import { listForm } from '../list/list-form.ts'
import { correctedNote } from '../list/list-parts.ts'
import { listQuery } from '../list/list-query.ts'
import type { Found, ListColumn, RowList } from '../list/row-list.ts'
import { servicesBeside, structuresBeside } from '../pages/compare-doubles.ts'
import { doraLink } from '../pages/dora-link.ts'
import { doublesMain } from '../pages/doubles.ts'
import { FIRST_LINKS, KEYS_SCRIPT, keysPart } from '../pages/keys-part.ts'
import { NEXT_STEPS } from '../pages/next-steps.ts'
import { type Cell, nextLink, state, table } from '../pages/table.ts'
import { STRUCTURE_COLUMNS, structureList } from '../structures/columns.ts'
import { inputField, selectField } from '../web/form.ts'
import type { PortalContext } from '../web/frame.ts'
import { LIVE_SCRIPT } from '../web/live-part.ts'
import type { Pages } from '../web/pages.ts'
import { LIST, listRenews } from '../web/renewed-list.ts'
import { WHOSE_TURN } from '../words-of.ts'
import { ABOVE, invitePath, partnerPath, pastPath, SERVICES_PATH, structurePath } from './paths.ts'

/** A month of nights. */
const SHOWN_CENSUSES = 31
/** Rows of a page. */
const SIZE = 100

/** The structures of the département in DORA, whoever wrote them: what the public sees of each, what to do first, and whose move it is. */
export function structureRoutes({ app, desk, frame }: Pages): void {
  const current = sinceCensus(desk, async () => structureList(await readStructureRows(desk)))

  app.get('/structures', async c => {
    const { q = '', faire = '', tri = '', voir, apres } = c.req.query()
    const au = askedDay(c.req.query('au'))
    const past = await desk.ledger.census.list(MOST_CENSUSES)
    const [last] = past
    if (last === undefined)
      return frame.show(c, {
        title: 'Structures du département',
        main: html`<p class="notice">Le département n’a pas encore été recensé. Le premier recensement passe la nuit prochaine ; <code>npx dora-sync census</code> le fait tout de suite.</p>`,
      })
    if (voir === 'doubles')
      return frame.show(c, {
        title: 'Peut-être deux fois dans DORA',
        trail: [ABOVE.offers, ABOVE.structures],
        main: doublesMain(await readDoubles(desk.ledger), desk.doraPages),
      })
    if (voir === 'double-service' || voir === 'double-structure') return compared(c, voir, c.req.query())
    const at = au === '' ? last : censusAt(past, au)
    const [read, contacts] = await Promise.all([listAt(au, at), lastContacts(desk)])
    const all = read?.rows ?? []
    const then = au !== ''
    const chosen = found(read, q, faire)
    const columns = chosenColumns(STRUCTURE_COLUMNS, askedColumns(c))
    const contactLine = (last: LastContact | undefined) =>
      last &&
      html`<br>${last.partner === null ? '' : html`<a href="${partnerPath(last.partner)}">${desk.partnerName(last.partner)}</a>, `}${contactWords(last)}`
    const sorted = sortStructures(chosen.rows, tri, contacts)
    const from = /^\d{1,6}$/.test(apres ?? '') ? Number(apres) : 0
    const rows = sorted.slice(from, from + SIZE)
    const next =
      sorted.length > from + SIZE
        ? `/structures${listQuery({ q, faire, tri, au, colonnes: askedColumns(c), apres: String(from + SIZE) })}`
        : null
    return frame.show(c, {
      title: 'Structures du département',
      scripts: [LIVE_SCRIPT, KEYS_SCRIPT],
      purpose:
        'Qui propose des services dans DORA, suivi par le robot ou non, ce que le public en voit, et qui appeler d’abord.',
      help: 'structure',
      trail: [ABOVE.offers],
      main: html`<div id="recensees">
${
  read === null || at === undefined
    ? html`<p class="notice warn">Aucun recensement de ce jour-là n’est gardé. <a href="/structures">Voir le dernier</a></p>`
    : html`<p class="lead">${summary(all)}</p>
<p>Recensées dans DORA le ${frenchDate(at.started)}, quel qu’en soit l’auteur. En tête, celles où une seule démarche rendrait le plus de services visibles.</p>`
}
${then && read !== null ? html`<p class="notice">C’est l’état à cette date, tel que le recensement l’a trouvé. <a href="/structures">Voir le dernier</a> · <a href="${pastPath(au)}">La carte et les manques de ce jour-là</a></p>` : ''}</div>
${listForm({
  path: '/structures',
  label: 'Nom, SIRET, ce qu’il y a à faire',
  q,
  main: html`${selectField({ name: 'faire', label: 'À faire', search: true, value: faire, options: [{ value: '', label: 'toutes les structures' }, ...Object.entries(NEXT_STEPS).map(([value, { word }]) => ({ value, label: word })), { value: 'rien', label: 'rien à faire' }, { value: 'suivies', label: 'suivies par le robot' }, { value: 'autres', label: 'non suivies par le robot' }] })}
${selectField({ name: 'tri', label: 'Dans l’ordre', search: true, value: tri, options: [{ value: '', label: 'la plus utile d’abord' }, ...Object.entries(STRUCTURE_ORDERS).map(([value, label]) => ({ value, label }))] })}
${inputField({ name: 'au', label: 'Telles qu’elles étaient le', type: 'date', search: true, value: au })}`,
  folded: null,
  filtered: q !== '' || faire !== '' || then,
  columns: STRUCTURE_COLUMNS,
  shown: columns,
  asked: askedColumns(c),
  beside: ['recensees'],
})}
<div id="${LIST}"${listRenews}>${correctedNote('Aucune structure n’a', 'celles qui ont', q, chosen.corrected)}${table({
        caption:
          from > 0
            ? 'Structures, suite'
            : `${frenchCount(sorted.length, 'structure')}, ${isOrder(tri) ? STRUCTURE_ORDERS[tri] : 'la plus utile à appeler d’abord'}`,
        columns: ['Structure', ...columns.map(({ label, number }) => (number ? { label, number } : label))],
        rows: rows.map(row => [
          html`<a href="${structurePath(row.slug)}">${row.name}</a>${row.followed ? html` <span class="quiet">(suivie par le robot)</span>` : ''}${then ? '' : contactLine(contacts.get(row.slug))}<br>${doraLink(desk.doraPages, 'structure', row.slug, 'voir', row.name)}`,
          ...columns.map(column => cell(column, row, then)),
        ]),
        empty: 'Aucune structure ne répond à cette recherche.',
      })}${rows.length === 0 ? '' : keysPart(FIRST_LINKS)}${nextLink(next)}
<p><a class="button second" href="/structures.xlsx${listQuery({ q, faire, tri, au, colonnes: askedColumns(c) })}">Télécharger cette liste (Excel)</a> <a class="button second" href="${SERVICES_PATH}">Les services, un par un</a> <a class="button second" href="/structures?voir=doubles">Peut-être deux fois dans DORA</a></p></div>
${table({
  caption: 'Les derniers recensements',
  columns: ['Le', ...CATALOGUE_COLUMNS.map(({ title, number }) => (number ? { label: title, number } : title))],
  rows: past
    .slice(0, SHOWN_CENSUSES)
    .flatMap(({ started, counts }) =>
      counts === null
        ? []
        : [
            [
              html`<a href="/structures?au=${parisDay(new Date(started))}">${frenchDate(started)}</a>`,
              ...CATALOGUE_COLUMNS.map(({ shown }) => shown(counts)),
            ],
          ],
    ),
})}`,
    })
  })

  async function compared(c: PortalContext, what: string, { un = '', autre = '' }: Record<string, string>) {
    try {
      const main = await (what === 'double-service'
        ? both(un, autre, desk.actions.shown, servicesBeside)
        : both(un, autre, desk.actions.structureShown, structuresBeside))
      if (main === null) return frame.notFound(c)
      const trail = [ABOVE.structures, { href: '/structures?voir=doubles', label: 'Peut-être deux fois dans DORA' }]
      return frame.show(c, { title: 'Deux fiches côte à côte', trail, main })
    } catch (error) {
      if (!(error instanceof DoraError)) throw error
      return frame.back(c, '/structures?voir=doubles', 'DORA ne répond pas en ce moment : réessayez plus tard.', 'bad')
    }
  }
  async function both<T>(
    un: string,
    autre: string,
    read: (slug: string) => Promise<T | null>,
    show: (one: T, other: T, pages: Desk['doraPages']) => Html,
  ): Promise<Html | null> {
    if (un === '' || autre === '') return null
    const [one, other] = await Promise.all([read(un), read(autre)])
    return one === null || other === null ? null : show(one, other, desk.doraPages)
  }

  app.get('/structures.xlsx', async c => {
    const { q = '', faire = '', tri = '' } = c.req.query()
    const au = askedDay(c.req.query('au'))
    const at = censusAt(await desk.ledger.census.list(MOST_CENSUSES), au)
    const { rows } = found(await listAt(au, at), q, faire)
    const file = await exportList({
      title: 'Structures du département dans DORA',
      sheet: 'Structures',
      head: 'Structure',
      rows: sortStructures(rows, tri, await lastContacts(desk)),
      name: row => row.name,
      columns: chosenColumns(STRUCTURE_COLUMNS, askedColumns(c)),
      address: row => `${desk.publicUrl()}${structurePath(row.slug)}`,
    })
    return fileAnswer(c, file, `structures-${au || parisDay(desk.clock.now())}.xlsx`)
  })

  /** As a past census found them; as they are now when no day is asked for. Null: nothing is kept of that day. */
  async function listAt(day: string, at: Census | undefined): Promise<RowList<StructureRow> | null> {
    if (day === '') return current()
    const past = at === undefined ? null : await pastStructureRows(desk.ledger, at)
    return past && structureList(past)
  }
}

function isOrder(text: string): text is keyof typeof STRUCTURE_ORDERS {
  return Object.hasOwn(STRUCTURE_ORDERS, text)
}

function found(list: RowList<StructureRow> | null, q: string, faire: string): Found<StructureRow> {
  return list?.find({ q: q.slice(0, 100), keep: row => isAsked(row, faire) }) ?? { rows: [], corrected: null }
}

/** @param then of a past day: nothing can be done there any more */
function cell(column: ListColumn<StructureRow>, row: StructureRow, then: boolean): Cell {
  const words = column.words(row)
  switch (column.id) {
    case 'vus':
      return row.unknown > 0 ? html`${words} <span class="quiet">(et ${row.unknown} pas encore su)</span>` : words
    case 'completer':
      return row.silent > 0 ? html`${words} <span class="quiet">(${row.silent} sans contact)</span>` : words
    case 'faire':
      return row.step === null || row.whose === null
        ? state(words, 'good')
        : html`${state(NEXT_STEPS[row.step].word, 'warn')} ${words} C’est ${WHOSE_TURN[row.whose]} d’agir.${row.step === 'inviter' && !then ? html`<br><a href="${invitePath(row.slug)}">Inviter dans DORA<span class="hidden"> : ${row.name}</span></a>` : ''}`
    default:
      return words === '' ? null : words
  }
}

function isAsked(row: StructureRow, asked: string): boolean {
  switch (asked) {
    case '':
      return true
    case 'rien':
      return row.step === null
    case 'suivies':
      return row.followed
    case 'autres':
      return !row.followed
    default:
      return row.step === asked
  }
}

function summary(rows: readonly StructureRow[]): string {
  const sum = (of: (row: StructureRow) => number) => rows.reduce((total, row) => total + of(row), 0)
  const unknown = sum(row => row.unknown)
  const told = unknown === 0 ? '' : ` (et ${frenchNumber(unknown)} dont on ne le sait pas encore)`
  const orphans = rows.filter(({ home }) => home === 'orphan').length
  return `${frenchCount(rows.length, 'structure')}, dont ${frenchNumber(orphans)} sans membre ; ${frenchCount(
    sum(row => row.published),
    'service publié',
    'services publiés',
  )}, dont ${frenchNumber(sum(row => row.visible))} vus du public${told}.`
}
