import { html } from 'hono/html'
import { countedService } from '../../census/counted-service.ts'
import { breathe } from '../../common/breathe.ts'
import { frenchCount } from '../../common/french.ts'
import { frenchOrder } from '../../common/french-order.ts'
import type { CoverageGeography } from '../../coverage/geography.ts'
import type { ReportLinks } from '../../coverage/links.ts'
import { epciOnSite } from '../../coverage/reach.ts'
import type { CoverageReport } from '../../coverage/report-contract.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { DoraPages } from '../desk/dora-pages.ts'
import type { Html } from '../layout.ts'
import { doraLink } from '../pages/dora-link.ts'
import { nextLink, table } from '../pages/table.ts'

/** Rows of a page. */
const SIZE = 100
/** Services of the report looked at before others have their turn. */
const AT_ONCE = 2000

/** One service where people of an EPCI are received. */
interface Received {
  slug: string | null
  name: string
  structure: string
  /** The offer that feeds it; null: somebody else's. */
  offer: { source: string; key: string } | null
  /** Ids of the actions of the convention that it answers. */
  actions: readonly string[]
}

/**
 * The services behind the count «sur place» of an EPCI: those that the robot follows, from the report, and today's others in DORA, from the census.
 * @param from first row shown
 */
export async function areaServices(
  ledger: Pick<Ledger, 'census'>,
  report: CoverageReport,
  code: string,
  geography: CoverageGeography,
): Promise<Received[]> {
  const followed: Received[] = []
  const own = new Set<string>()
  const { services } = report
  for (let at = 0; at < services.length; at += AT_ONCE) {
    for (const { slug, name, structure, source, key, lines, epci, seen } of services.slice(at, at + AT_ONCE)) {
      if (slug !== null) own.add(slug)
      if (epci === code && seen !== 'no')
        followed.push({ slug, name, structure, offer: { source, key }, actions: lines })
    }
    await breathe()
  }
  const others: Received[] = []
  for await (const service of ledger.census.standing()) {
    const { slug, name, structureName } = service
    if (own.has(slug)) continue
    const { seen, placed } = countedService(service, report.date)
    if (seen === 'no' || placed === null || epciOnSite(placed, geography) !== code) continue
    others.push({ slug, name, structure: structureName, offer: null, actions: [] })
  }
  return [...followed, ...others.sort((a, b) => frenchOrder(a.structure, b.structure) || frenchOrder(a.name, b.name))]
}

/** @param path of the page, for the rows after these @param lines the actions of the convention */
export function areaServicesTable(all: readonly Received[], from: number, { links, pages, path, lines }: Around): Html {
  const next = all.length > from + SIZE ? `${path}?apres=${from + SIZE}` : null
  return html`${table({
    caption:
      from === 0
        ? `Services sur place : ${frenchCount(all.length, 'service')}`
        : `Services sur place, à partir du ${from + 1}ᵉ`,
    columns: ['Service', 'Structure', 'Action de la convention', 'Qui le tient', 'Dans DORA'],
    rows: all.slice(from, from + SIZE).map(({ slug, name, structure, offer, actions }) => {
      const href = offer ? links.offer?.(offer.source, offer.key) : undefined
      return [
        href ? html`<a href="${href}">${name}</a>` : name,
        structure,
        actionsPart(actions, lines, links),
        offer ? 'suivi par le robot' : 'autre auteur, dans DORA',
        slug === null ? '–' : doraLink(pages, 'service', slug, 'voir', name),
      ]
    }),
    empty: 'Aucun service ne reçoit ici.',
  })}${nextLink(next)}`
}

interface Around {
  links: ReportLinks
  pages: DoraPages | null
  path: string
  lines: CoverageReport['lines']
}

/** «fiche 7», once however many of its actions the service answers; «–» for none. */
function actionsPart(
  actions: readonly string[],
  lines: CoverageReport['lines'],
  { line: href }: ReportLinks,
): Html | string {
  const answered = lines.filter(({ id }) => actions.includes(id))
  const first = [...new Map(answered.toReversed().map(line => [line.fiche, line])).values()].toReversed()
  if (first.length === 0) return '–'
  return html`${first.map(({ id, fiche, title }, at) => html`${at > 0 ? ', ' : ''}${href ? html`<a href="${href(id)}" title="${title}">fiche ${fiche}</a>` : `fiche ${fiche}`}`)}`
}
