import type { Rejection } from '../../common/rejection.ts'
import { fold } from '../../common/text.ts'
import { beyondCap } from '../../harvest/beyond-cap.ts'
import type { FetchedDocument } from '../../harvest/connector.ts'
import { evidenceOf } from '../evidence.ts'
import { FEET } from '../foot-lines.ts'
import { type Line, line } from '../line.ts'
import { newsReason } from '../news.ts'
import type { NotOffer } from '../proposal.ts'
import { splitLines } from '../units.ts'
import { cutCards } from './cut-cards.ts'
import { type DetailLinks, detailLinks } from './detail-links.ts'
import type { DoorContext, Found } from './door.ts'
import { readsOfHeader } from './header-reads.ts'
import { fieldsOf, readsOf } from './label-reads.ts'
import { many } from './many.ts'
import { faultOf, isEmpty, notRead, type OnePage, readOne, unreadOf } from './one-page.ts'
import { throughDetails } from './page-details.ts'
import { largestOf, otherTable, tablesOf } from './page-tables.ts'

/** A web page: a table of offers, a list that leads to their pages, several offers under headings, or one. */
export async function throughPage(document: FetchedDocument, { fetcher, details, near }: DoorContext): Promise<Found> {
  const page = readOne(document)
  if (isEmpty(page))
    return {
      ...nothing([{ words: document.address, because: 'une page sans titre, dont aucun mot ne peut être lu' }]),
      found: 'aucun mot ne se lit sur cette page, vide ou remplie par un programme dans le navigateur',
    }
  const news = newsReason(document.address, page.source, page.title, page.lines.lines)
  if (news !== null) return nothing([{ words: page.title, because: news }])
  const tables = tablesOf(page, near)
  const rest = isListed(page, tables.length > 0, document.address) ? await following(page, document, fetcher) : NO_MORE
  const unread = [page, ...rest.pages].flatMap(each => unreadOf(each, document.address)).concat(rest.unread)
  const paged = page.next === null ? {} : { paged: true as const }
  const across = rest.pages.length === 0 ? '' : `, sur ${rest.pages.length + 1} pages qui se suivent`
  const all = [...page.lines.lines, ...rest.pages.flatMap(each => goingOn(each, page.title))]
  const table = largestOf(tables)
  if (table !== undefined) {
    const every = [...tables, ...rest.pages.flatMap(each => tablesOf(each, near))]
    const isSame = ({ header }: { header: string[] }) => String(header.map(fold)) === String(table.header.map(fold))
    const rows = every.filter(isSame)
    const notes = page.lines.lines
      .filter(each => each.level === 0 && (each.text.length > 30 || evidenceOf([each]).size > 0))
      .map(each => ({ ...each, label: null, where: 'sous le tableau' }))
    const units = rows
      .flatMap(each => each.units.map(unit => ({ ...unit, lines: [...unit.lines, ...each.above] })))
      .map(unit => ({ ...unit, link: document.address, foot: page.foot, notes }))
    return {
      kind: 'html',
      found: `${many(units.length)}, dans un tableau de cette page${across}`,
      units,
      notOffers: [...every.filter(each => !isSame(each)).map(otherTable), ...rows.flatMap(({ asides }) => asides)],
      unread,
      ...paged,
      harvest: { kind: 'html', table: 'table' },
      reads: readsOfHeader(table.header),
    }
  }
  const { units: split, notOffers, level } = splitLines(all, page.title, document.address)
  const units = split.map(unit => ({ ...unit, foot: page.foot }))
  const cut = level === null ? null : cutCards(split, notOffers, document.address)
  if (level === null || cut !== null) {
    const links = cut ?? detailLinks(all, document.address)
    if (leadsOn(links)) {
      const found = await throughDetails(links, document, fetcher, details)
      return { ...found, found: `${found.found}${across}`, unread: [...unread, ...(found.unread ?? [])] }
    }
  }
  const around = page.foot.length > 0 ? { autour: FEET } : {}
  const harvest =
    level === null
      ? { kind: 'html', page: around, fields: fieldsOf(units, page.heading, page.holder) }
      : {
          kind: 'html',
          sections: `h${level}`,
          page: around,
          fields: fieldsOf(units, `h${level}`, '.'),
        }
  const texts = ['texte', ...Object.keys(harvest.page)]
  const found =
    level === null
      ? units.length === 0
        ? 'aucune offre sur cette page'
        : 'une offre, sur toute la page'
      : `${many(units.length)}, dans des blocs de cette page${across}`
  const aside = [...notOffers, ...page.beside]
  return { kind: 'html', found, units, notOffers: aside, unread, ...paged, harvest, reads: readsOf(units), texts }
}

/** The lines of a page that goes on with a list: they belong to no offer of the page before, and its title is the list’s. */
const goingOn = ({ lines }: OnePage, title: string): Line[] => [
  line('', { level: 1, where: 'page suivante' }),
  ...lines.lines.filter(({ level, text }) => level !== 1 || text !== title),
]

/** Whether a page says that others follow, and holds several offers or leads to them. */
function isListed(page: OnePage, hasTable: boolean, address: string): boolean {
  if (page.next === null) return false
  const { lines } = page.lines
  return hasTable || splitLines(lines, page.title, address).level !== null || leadsOn(detailLinks(lines, address))
}

/** One page at least, and another that may be none of an offer. */
const leadsOn = ({ addresses, refused }: DetailLinks): boolean =>
  addresses.length > 0 && addresses.length + refused.length >= 2

/** Pages of one list that are read. */
const MOST_PAGES = 10

interface Following {
  pages: OnePage[]
  unread: Rejection[]
}
const NO_MORE: Following = { pages: [], unread: [] }

/** The pages that go on with a list, one after the other; one that cannot be had ends them. */
async function following(
  first: OnePage,
  document: FetchedDocument,
  fetcher: DoorContext['fetcher'],
): Promise<Following> {
  const pages: OnePage[] = []
  const seen = new Set([document.address])
  let { next } = first
  while (next !== null && !seen.has(next)) {
    if (pages.length + 1 === MOST_PAGES)
      return {
        pages,
        unread: [beyondCap(document.address, { what: 'La liste', of: 'pages', most: MOST_PAGES, received: null })],
      }
    seen.add(next)
    const more = await fetcher.get(next).catch(() => null)
    if (more === null) break
    const page = readOne(more)
    const fault = faultOf(page, more, next)
    if (fault !== null) return { pages, unread: [notRead(fault)] }
    pages.push(page)
    ;({ next } = page)
  }
  return { pages, unread: [] }
}

const nothing = (notOffers: NotOffer[]): Found => ({
  kind: 'html',
  found: 'aucune offre sur cette page',
  units: [],
  notOffers,
  harvest: { kind: 'html', fields: { nom: 'h1', texte: 'main' } },
  reads: { nom: [{ read: 'nom' }], description: [{ read: 'texte' }] },
})
