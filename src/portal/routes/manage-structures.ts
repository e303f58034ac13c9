import { Hono } from 'hono'
import { html } from 'hono/html'
import { readDoubles } from '../../census/read-doubles.ts'
import type { StructureRow } from '../../census/structure-rows.ts'
import { frenchCount, frenchDate, frenchNumber } from '../../common/french.ts'
import { parisDay } from '../../common/paris-day.ts'
import { fold } from '../../common/text.ts'
import { CATALOGUE_COLUMNS } from '../../coverage/catalogue-columns.ts'
import { sheetCsv } from '../../coverage/csv.ts'
import { number, type ReportSheet, text } from '../../coverage/sheet.ts'
import { DoraError } from '../../dora/port.ts'
import type { Census } from '../../ledger/census-records.ts'
import { askedDay, censusAt, MOST_CENSUSES } from '../desk/census-at.ts'
import type { Desk } from '../desk/desk.ts'
import { contactWords, type LastContact, lastContacts } from '../desk/last-contacts.ts'
import { STRUCTURE_ORDERS, sortStructures } from '../desk/sort-structures.ts'
import { pastStructureRows, readStructureRows } from '../desk/structure-rows.ts'
import type { Html } from '../layout.ts'
import { servicesBeside, structuresBeside } from '../pages/compare-doubles.ts'
import { doraLink } from '../pages/dora-link.ts'
import { doublesMain } from '../pages/doubles.ts'
import { NEXT_STEPS } from '../pages/next-steps.ts'
import { nextLink, state, table } from '../pages/table.ts'
import type { PortalEnv } from '../web/env.ts'
import { inputField, selectField } from '../web/form.ts'
import type { Frame, PortalContext } from '../web/frame.ts'
import { LIVE_SCRIPT } from '../web/live-part.ts'
import { LIST, searchRenews } from '../web/renewed-list.ts'
import { WHOSE_TURN } from '../words-of.ts'
import { invitePath, partnerPath, pastPath, structurePath } from './paths.ts'

/** A month of nights. */
const SHOWN_CENSUSES = 31
/** Rows of a page. */
const SIZE = 100

/** The structures of the département in DORA, whoever wrote them: what the public sees of each, what to do first, and whose move it is. */
export function structureRoutes({ desk, frame }: { desk: Desk; frame: Frame }): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>()

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
        trail: [
          { href: '/offres', label: 'Offres' },
          { href: '/structures', label: 'Structures du département' },
        ],
        main: doublesMain(await readDoubles(desk.ledger), desk.doraPages),
      })
    if (voir === 'double-service' || voir === 'double-structure') return compared(c, voir, c.req.query())
    const at = au === '' ? last : censusAt(past, au)
    const [read, contacts] = await Promise.all([rowsAt(desk, au, at), lastContacts(desk)])
    const all = read ?? []
    const then = au !== ''
    const contactLine = (last: LastContact | undefined) =>
      last &&
      html`<br>${last.partner === null ? '' : html`<a href="${partnerPath(last.partner)}">${desk.partnerName(last.partner)}</a>, `}${contactWords(last)}`
    const found = sortStructures(chosen(all, q, faire), tri, contacts)
    const from = /^\d{1,6}$/.test(apres ?? '') ? Number(apres) : 0
    const rows = found.slice(from, from + SIZE)
    const next =
      found.length > from + SIZE
        ? `/structures?${new URLSearchParams({ q, faire, tri, au, apres: String(from + SIZE) })}`
        : null
    return frame.show(c, {
      title: 'Structures du département',
      scripts: [LIVE_SCRIPT],
      purpose:
        'Qui propose des services dans DORA, suivi par le robot ou non, ce que le public en voit, et qui appeler d’abord.',
      help: 'structure',
      trail: [{ href: '/offres', label: 'Offres' }],
      main: html`<div id="recensees">
${
  read === null || at === undefined
    ? html`<p class="notice warn">Aucun recensement de ce jour-là n’est gardé. <a href="/structures">Voir le dernier</a></p>`
    : html`<p class="lead">${summary(all)}</p>
<p>Recensées dans DORA le ${frenchDate(at.started)}, quel qu’en soit l’auteur. En tête, celles où une seule démarche rendrait le plus de services visibles.</p>`
}
${then && read !== null ? html`<p class="notice">C’est l’état à cette date, tel que le recensement l’a trouvé. <a href="/structures">Voir le dernier</a> · <a href="${pastPath(au)}">La carte et les manques de ce jour-là</a></p>` : ''}</div>
<form method="get" action="/structures" class="row search" role="search"${searchRenews('/structures', ['recensees', 'tout-voir'])}>
${inputField({ name: 'q', label: 'Mots du nom', search: true, value: q })}
${selectField({ name: 'faire', label: 'À faire', search: true, value: faire, options: [{ value: '', label: 'toutes les structures' }, ...Object.entries(NEXT_STEPS).map(([value, { word }]) => ({ value, label: word })), { value: 'rien', label: 'rien à faire' }, { value: 'suivies', label: 'suivies par le robot' }, { value: 'autres', label: 'non suivies par le robot' }] })}
${selectField({ name: 'tri', label: 'Dans l’ordre', search: true, value: tri, options: [{ value: '', label: 'la plus utile d’abord' }, ...Object.entries(STRUCTURE_ORDERS).map(([value, label]) => ({ value, label }))] })}
${inputField({ name: 'au', label: 'Telles qu’elles étaient le', type: 'date', search: true, value: au })}
<p><button>Chercher</button> <span id="tout-voir">${q !== '' || faire !== '' || then ? html`<a href="/structures">Tout voir</a>` : ''}</span></p></form>
<div id="${LIST}">${table({
        caption:
          from > 0
            ? 'Structures, suite'
            : `${frenchCount(found.length, 'structure')}, ${isOrder(tri) ? STRUCTURE_ORDERS[tri] : 'la plus utile à appeler d’abord'}`,
        stacked: true,
        columns: [
          'Structure',
          { label: 'Services', number: true },
          { label: 'Publiés', number: true },
          { label: 'Vus du public', number: true },
          { label: 'À mettre à jour', number: true },
          { label: 'À compléter', number: true },
          'À faire',
        ],
        rows: rows.map(row => [
          html`<a href="${structurePath(row.slug)}">${row.name}</a>${row.followed ? html` <span class="quiet">(suivie par le robot)</span>` : ''}${then ? '' : contactLine(contacts.get(row.slug))}<br>${doraLink(desk.doraPages, 'structure', row.slug, 'voir', row.name)}`,
          row.services,
          row.published,
          row.unknown > 0
            ? html`${row.visible} <span class="quiet">(et ${row.unknown} pas encore su)</span>`
            : row.visible,
          row.late,
          row.silent > 0 ? html`${row.poor} <span class="quiet">(${row.silent} sans contact)</span>` : row.poor,
          row.step === null || row.whose === null
            ? state('rien', 'good')
            : html`${state(NEXT_STEPS[row.step].word, 'warn')} ${NEXT_STEPS[row.step].said(row.gain)} C’est ${WHOSE_TURN[row.whose]} d’agir.${row.step === 'inviter' && !then ? html`<br><a href="${invitePath(row.slug)}">Inviter dans DORA<span class="hidden"> : ${row.name}</span></a>` : ''}`,
        ]),
        empty: 'Aucune structure ne répond à cette recherche.',
      })}${nextLink(next)}
<p><a class="button second" href="/structures/export.csv?${new URLSearchParams({ q, faire, tri, au })}">Télécharger la liste (tableur)</a> <a class="button second" href="/structures?voir=doubles">Peut-être deux fois dans DORA</a></p></div>
${table({
  caption: 'Les derniers recensements',
  stacked: true,
  columns: ['Le', ...CATALOGUE_COLUMNS.map(([label]) => ({ label, number: true as const }))],
  rows: past
    .slice(0, SHOWN_CENSUSES)
    .flatMap(({ started, counts }) =>
      counts === null
        ? []
        : [
            [
              html`<a href="/structures?au=${parisDay(new Date(started))}">${frenchDate(started)}</a>`,
              ...CATALOGUE_COLUMNS.map(([, shown]) => shown(counts)),
            ],
          ],
    ),
  empty: '',
})}`,
    })
  })

  async function compared(c: PortalContext, what: string, { un = '', autre = '' }: Record<string, string>) {
    try {
      const main = await (what === 'double-service'
        ? both(un, autre, desk.actions.shown, servicesBeside)
        : both(un, autre, desk.actions.structureShown, structuresBeside))
      if (main === null) return frame.notFound(c)
      const trail = [
        { href: '/structures', label: 'Structures du département' },
        { href: '/structures?voir=doubles', label: 'Peut-être deux fois dans DORA' },
      ]
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

  app.get('/structures/export.csv', async c => {
    const { q = '', faire = '', tri = '' } = c.req.query()
    const au = askedDay(c.req.query('au'))
    const at = censusAt(await desk.ledger.census.list(MOST_CENSUSES), au)
    const found = chosen((await rowsAt(desk, au, at)) ?? [], q, faire)
    const rows = sortStructures(found, tri, await lastContacts(desk))
    return c.body(sheetCsv(sheetOf(rows), 'excel-fr'), 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="structures-${au || parisDay(desk.clock.now())}.csv"`,
    })
  })
  return app
}

function isOrder(text: string): text is keyof typeof STRUCTURE_ORDERS {
  return Object.hasOwn(STRUCTURE_ORDERS, text)
}

/** As a past census found them; as they are now when no day is asked for. Null: nothing is kept of that day. */
async function rowsAt(desk: Desk, day: string, at: Census | undefined): Promise<StructureRow[] | null> {
  if (day === '') return readStructureRows(desk)
  return at === undefined ? null : pastStructureRows(desk.ledger, at)
}

function chosen(rows: readonly StructureRow[], typed: string, asked: string): StructureRow[] {
  const words = fold(typed.slice(0, 100))
  return rows.filter(row => (words === '' || fold(row.name).includes(words)) && isAsked(row, asked))
}

/** Nothing of the people of a structure: DORA shows them to who may see them. */
function sheetOf(rows: readonly StructureRow[]): ReportSheet {
  return {
    id: 'structures',
    name: 'Structures',
    columns: [
      text('Structure', 46),
      text('SIRET'),
      text('Suivie par le robot'),
      number('Services'),
      number('Publiés'),
      number('Vus du public'),
      number('Pas encore su'),
      number('À mettre à jour'),
      number('À compléter'),
      number('Sans contact'),
      text('À faire', 60),
      text('À qui d’agir'),
    ],
    rows: rows.map(row => [
      row.name,
      row.siret,
      row.followed ? 'oui' : 'non',
      row.services,
      row.published,
      row.visible,
      row.unknown,
      row.late,
      row.poor,
      row.silent,
      row.step === null ? null : NEXT_STEPS[row.step].said(row.gain),
      row.whose === null ? null : WHOSE_TURN[row.whose],
    ]),
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
