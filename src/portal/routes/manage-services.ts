import { html } from 'hono/html'
import { isUpToDate, seenOf } from '../../census/count-census.ts'
import { countedService } from '../../census/counted-service.ts'
import { geographyOf } from '../../coverage/geography.ts'
import { epciOnSite } from '../../coverage/reach.ts'
import type { Desk } from '../desk/desk.ts'
import { sinceCensus } from '../desk/since-census.ts'
import { askedColumns, chosenColumns } from '../list/chosen-columns.ts'
import { exportList, fileAnswer, MOST_EXPORTED } from '../list/export-list.ts'
import { type RowList, rowList } from '../list/row-list.ts'
import { epcisOf } from '../offers/epcis-of.ts'
import { KEYS_SCRIPT } from '../pages/keys-part.ts'
import { SERVICE_COLUMNS } from '../services/columns.ts'
import { isAskedService, readServiceFilters } from '../services/filters.ts'
import { serviceListPage, shownRows } from '../services/list-page.ts'
import type { ServiceRow } from '../services/service-row.ts'
import type { PortalContext } from '../web/frame.ts'
import { LIVE_SCRIPT } from '../web/live-part.ts'
import type { Pages } from '../web/pages.ts'
import { ABOVE, SERVICES_FILE, SERVICES_PATH, structurePath } from './paths.ts'

/** The services of the département in DORA, whoever wrote them: searched, filtered, sorted; the same as a file. */
export function serviceRoutes({ app, desk, frame }: Pages): void {
  const lists = serviceLists(desk)
  /** The name is always shown. */
  const columnsOf = (c: PortalContext) =>
    chosenColumns(
      SERVICE_COLUMNS.filter(({ id }) => id !== 'nom'),
      askedColumns(c),
    )
  const question = (c: PortalContext) => {
    const filters = readServiceFilters(c.req.query())
    return {
      filters,
      asked: {
        q: filters.q,
        by: filters.tri || 'structure',
        keep: (row: Parameters<typeof isAskedService>[0]) => isAskedService(row, filters),
      },
    }
  }

  app.get(SERVICES_PATH, async c => {
    const current = await lists.current()
    const head = {
      title: 'Services du département',
      purpose: 'Ce que DORA tient du département, service par service, suivi par le robot ou non.',
      trail: [ABOVE.offers],
    }
    if (current === null)
      return frame.show(c, {
        ...head,
        main: html`<p class="notice">Le département n’a pas encore été recensé. Le premier recensement passe la nuit prochaine ; <code>npx dora-sync census</code> le fait tout de suite.</p>`,
      })
    const { filters, asked } = question(c)
    const { apres } = c.req.query()
    const from = /^\d{1,6}$/.test(apres ?? '') ? Number(apres) : 0
    const found = current.list.find(asked)
    const followed = shownRows(found.rows, from).filter(row => row.followed)
    const links = await desk.ledger.links.bySlugs(followed.map(({ slug }) => slug))
    return frame.show(c, {
      ...head,
      scripts: [LIVE_SCRIPT, KEYS_SCRIPT],
      main: serviceListPage({
        found,
        from,
        filters,
        columns: columnsOf(c),
        asked: askedColumns(c),
        offers: new Map(links.map(({ slug, source, key }) => [slug, { source, key }])),
        epcis: epcisOf(desk.convention().department),
        pages: desk.doraPages,
        taken: current.taken,
      }),
    })
  })

  app.get(SERVICES_FILE, async c => {
    const current = await lists.current()
    const { doraPages: pages } = desk
    const file = await exportList({
      title: 'Services du département dans DORA',
      sheet: 'Services',
      head: 'Service',
      rows: current?.list.find(question(c).asked).rows.slice(0, MOST_EXPORTED) ?? [],
      name: row => row.name,
      columns: columnsOf(c),
      address: row => (pages ? pages.service(row.slug) : `${desk.publicUrl()}${structurePath(row.structure)}`),
    })
    return fileAnswer(c, file, 'services.xlsx')
  })
}

/** The services of the last census, ready to be searched: read again once another census ended, somebody was invited, or the day changed. */
function serviceLists({ ledger, clock, convention }: Pick<Desk, 'ledger' | 'clock' | 'convention'>) {
  async function read(today: string): Promise<RowList<ServiceRow>> {
    const geography = geographyOf(convention().department)
    const held = new Set(await ledger.links.heldSlugs())
    const rows: ServiceRow[] = []
    for await (const service of ledger.census.standing()) {
      const { slug, name, structure, structureName, status, city, modified, fields } = service
      const { placed } = countedService(service, today)
      const found = seenOf(service, today)
      rows.push({
        ...{ slug, name, structure, structureName, status, city, modified },
        seen: found.seen,
        why: found.seen === 'no' ? found.words : null,
        upToDate: status === 'PUBLISHED' && isUpToDate(service, today),
        quality: fields?.quality?.score ?? null,
        reachable: fields?.quality?.reachable ?? null,
        themes: placed?.thematiques ?? [],
        publics: placed?.publics ?? [],
        ends: fields?.suspensionDate ?? null,
        epci: placed && epciOnSite(placed, geography),
        followed: held.has(slug),
      })
    }
    return rowList(rows, SERVICE_COLUMNS, row => row.name)
  }
  const current = sinceCensus({ ledger, clock }, read)
  return {
    /** Null: no census came to its end yet. `taken`: instant. */
    async current(): Promise<{ taken: string; list: RowList<ServiceRow> } | null> {
      const [census] = await ledger.census.list(1)
      return census === undefined ? null : { taken: census.started, list: await current() }
    },
  }
}
