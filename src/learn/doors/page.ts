import { frenchCount } from '../../common/french.ts'
import { type Rejection, rejectionAt } from '../../common/rejection.ts'
import { fold, squeeze } from '../../common/text.ts'
import { beyondCap } from '../../harvest/beyond-cap.ts'
import { type FetchedDocument, HarvestError } from '../../harvest/connector.ts'
import { cutPage } from '../../harvest/html/cut-page.ts'
import { notTheOffer } from '../../harvest/html/not-the-offer.ts'
import { openPage } from '../../harvest/html/page.ts'
import { besideBlocks } from '../beside-blocks.ts'
import { evidenceOf } from '../evidence.ts'
import { FEET, footLines } from '../foot-lines.ts'
import { linesOfPage, type PageLines } from '../html-lines.ts'
import { topicsOf } from '../labels.ts'
import { type Line, line, type Unit } from '../line.ts'
import { newsReason } from '../news.ts'
import { pageRoot } from '../page-root.ts'
import type { NotOffer } from '../proposal.ts'
import { readTableUnits, type TableRead } from '../table-units.ts'
import { titleAbove } from '../title-above.ts'
import { splitLines } from '../units.ts'
import { cutCards } from './cut-cards.ts'
import { type DetailLinks, detailLinks, keyOfPage } from './detail-links.ts'
import type { DoorContext, Found, Read } from './door.ts'
import { readsOfHeader } from './header-reads.ts'
import { nextPage } from './next-page.ts'

/** Detail pages read before the proposal is made. */
const MOST_DETAILS = 12

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
  const rest = isListed(page, document.address) ? await following(page, document, fetcher) : NO_MORE
  const unread = [page, ...rest.pages].flatMap(each => unreadOf(each, document.address)).concat(rest.unread)
  const paged = page.next === null ? {} : { paged: true as const }
  const across = rest.pages.length === 0 ? '' : `, sur ${rest.pages.length + 1} pages qui se suivent`
  const all = [...page.lines.lines, ...rest.pages.flatMap(each => goingOn(each, page.title))]
  const table = tableOf(page)
  if (table !== undefined) {
    const every = [page, ...rest.pages].flatMap(each => tablesOf(each, near))
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

/** Tables of a page that hold offers, each with the heading that it stands under when there are several. */
function tablesOf({ lines: { lines, tables } }: OnePage, near?: string): (TableRead & { above: Line[] })[] {
  const read = tables.flatMap(({ grid, at }, rank) => {
    const found = readTableUnits(grid, `tableau ${rank + 1}`, near)
    const heading = lines.slice(0, at).findLast(({ level }) => level > 1)
    return found === null
      ? []
      : [
          {
            ...found,
            above:
              heading === undefined
                ? []
                : [
                    titleAbove(heading.text, {
                      block: 30_000 + heading.block,
                      where: 'titre au-dessus du tableau',
                      ...(near !== undefined && { near }),
                    }),
                  ],
          },
        ]
  })
  return read.length > 1 ? read : read.map(each => ({ ...each, above: [] }))
}

/** The lines of a page that goes on with a list: they belong to no offer of the page before, and its title is the list’s. */
const goingOn = ({ lines }: OnePage, title: string): Line[] => [
  line('', { level: 1, where: 'page suivante' }),
  ...lines.lines.filter(({ level, text }) => level !== 1 || text !== title),
]

/** The table of a page that holds the most offers. */
const tableOf = (page: OnePage) => tablesOf(page).sort((a, b) => b.units.length - a.units.length)[0]

const otherTable = ({ header }: TableRead): NotOffer => ({
  words: `tableau « ${header.filter(Boolean).slice(0, 4).join(', ')} »`,
  because: 'ses colonnes ne sont pas celles du tableau qui est lu : une source à part si ses lignes sont des offres',
})

/** Whether a page says that others follow, and holds several offers or leads to them. */
function isListed(page: OnePage, address: string): boolean {
  if (page.next === null) return false
  const { lines } = page.lines
  return (
    tableOf(page) !== undefined ||
    splitLines(lines, page.title, address).level !== null ||
    leadsOn(detailLinks(lines, address))
  )
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
    const fault = notTheOffer(more, next) ?? (isEmpty(page) ? emptyPage(next) : null)
    if (fault !== null) return { pages, unread: [notRead(fault)] }
    pages.push(page)
    ;({ next } = page)
  }
  return { pages, unread: [] }
}

interface OnePage {
  title: string
  lines: PageLines
  /** CSS selectors of the title and of the element that holds the text. */
  heading: string
  holder: string
  /** What surrounds the text and tells how to reach the association. */
  foot: Line[]
  /** Boxes that are no part of the text. */
  beside: NotOffer[]
  /** Address of the page that goes on with its list; null: none. */
  next: string | null
  /** It came without its end; null: it is whole. */
  cut: Rejection | null
  source: string
}

function readOne(document: FetchedDocument): OnePage {
  const { $ } = openPage(document)
  const site = squeeze($('meta[property="og:site_name"]').attr('content') ?? '')
  const tab = squeeze($('title').first().text()).split(/\s[-–|·]\s/)[0] ?? ''
  const foot = footLines($)
  const beside = besideBlocks($)
  const next = nextPage($, document.address)
  const holder = HOLDERS.find(selector => $(selector).length === 1) ?? 'body'
  const root = pageRoot($)
  const lines = root === null ? { lines: [], tables: [], beyond: [] } : linesOfPage(root)
  const headings = $('h1')
    .toArray()
    .map(element => squeeze($(element).text()))
    .filter(text => text !== '' && text !== site)
  const inside = lines.lines.find(({ level }) => level === 1)?.text
  const title = inside ?? headings[0] ?? lines.lines.find(({ level }) => level === 2)?.text ?? tab
  const heading = HEADINGS.find(name => squeeze($(name).first().text()) === title) ?? 'h1'
  return {
    title: title || tab,
    lines,
    heading,
    holder,
    foot,
    beside,
    next,
    cut: cutPage(document),
    source: document.text,
  }
}

/** Nothing on it can be read, but the title of its tab perhaps. */
const isEmpty = ({ title, lines }: OnePage): boolean =>
  title === '' || (lines.lines.length === 0 && lines.tables.length === 0)

const emptyPage = (address: string): HarvestError =>
  new HarvestError(
    'page-vide',
    'La page répond, mais aucun mot ne s’y lit : elle est vide, ou un programme la remplit dans le navigateur. Au partenaire de l’écrire sur la page.',
    'partenaire',
    address,
  )

/** The page of an offer that leads to the list, or to the page of another: it is gone. Null: it is its own. */
function ledBack(to: string, asked: string, others: readonly string[]): HarvestError | null {
  const [from, end, ...known] = [asked, to, ...others].map(plainAddress)
  if (from === end || !known.includes(end ?? '')) return null
  const message = `La page d’une offre renvoie à une autre page de la liste (${to}) : elle n’existe sans doute plus.`
  return new HarvestError('page-sans-offre', message, 'partenaire', asked)
}

const plainAddress = (address: string): string =>
  address
    .replace(/#.*$/s, '')
    .replace(/^https?:/, '')
    .replace(/\/$/, '')

/** A page that was answered and is not the one that was asked for: an offer may be missing for it. */
const notRead = ({ code, address, message, whose }: HarvestError): Rejection =>
  rejectionAt(code, address, { expected: 'la page d’une offre', message, whose })

const unreadOf = ({ lines, cut }: OnePage, address: string): Rejection[] => [
  ...lines.beyond.map(beyond => beyondCap(address, { what: 'Un tableau de la page', ...beyond })),
  ...(cut === null ? [] : [cut]),
]

const HOLDERS = ['main', '[role=main]', '#main-content', '#contenu', '#content', '.content', 'article']
const HEADINGS = ['h1', 'main h1', 'h2', 'title']

async function throughDetails(
  links: DetailLinks,
  list: FetchedDocument,
  fetcher: DoorContext['fetcher'],
  most = MOST_DETAILS,
): Promise<Found> {
  const units: Unit[] = []
  const notOffers: NotOffer[] = [...links.refused]
  const unread: Rejection[] = []
  let [heading, holder] = ['h1', 'body']
  for (const address of links.addresses.slice(0, most)) {
    const document = await fetcher.get(address).catch(() => null)
    if (document === null) continue
    const page = readOne(document)
    const led = ledBack(document.address, address, [list.address, ...links.addresses])
    const fault = notTheOffer(document, address) ?? led ?? (isEmpty(page) ? emptyPage(address) : null)
    if (fault !== null) {
      unread.push(notRead(fault))
      continue
    }
    ;({ heading, holder } = page)
    unread.push(...unreadOf(page, document.address))
    const own = withoutSiblings(page.lines.lines, links.addresses, document.address)
    const split = splitLines(own, page.title, document.address)
    const one = split.level === null ? split.units : [mergeUnits(split.units, page.title, document.address, own)]
    units.push(...one.map(unit => ({ ...unit, key: keyOfPage(address), foot: page.foot })))
    if (split.units.length === 0) notOffers.push(...split.notOffers.slice(0, 1))
  }
  const harvest = {
    kind: 'html',
    list: { items: listSelector(list, links.addresses), link: '.', ...nextOf(list) },
    page: { autour: FEET },
    fields: fieldsOf(units, heading, holder),
  }
  return {
    kind: 'html',
    found: `${many(units.length)}, chacune sur sa page, à partir de la liste ${list.address}`,
    units,
    notOffers,
    unread,
    listed: links.addresses.length,
    harvest,
    reads: readsOf(units),
    texts: ['texte', 'autour'],
  }
}

const LINKS = [
  'main h2 a',
  'main h3 a',
  'article h2 a',
  'article h3 a',
  'h2 a',
  'h3 a',
  'h4 a',
  'main li a',
  'article a',
  'main a',
  'li a',
  'td a',
]

/** How a mapping finds the next page of the list, when the page marks it. */
function nextOf(list: FetchedDocument): { next?: string } {
  const { $ } = openPage(list)
  return nextPage($, list.address) !== null && $('a[rel~=next]').length > 0 ? { next: 'a[rel~=next]' } : {}
}

/** The selector that finds the pages of the offers and as few others as possible. */
function listSelector(list: FetchedDocument, addresses: readonly string[]): string {
  const { $ } = openPage(list)
  const here = new Set(
    $('a[href]')
      .toArray()
      .map(({ attribs }) => attribs.href ?? '')
      .filter(href => URL.canParse(href, list.address))
      .map(href => new URL(href, list.address).href.replace(/#.*$/, '')),
  )
  const wanted = new Set(addresses.filter(address => here.has(address)))
  const tried = LINKS.map(selector => {
    const found = new Set(
      $(selector)
        .toArray()
        .map(element => $(element).attr('href') ?? '')
        .filter(href => URL.canParse(href, list.address))
        .map(href => new URL(href, list.address).href.replace(/#.*$/, '')),
    )
    return { selector, all: [...wanted].every(address => found.has(address)), others: found.size - wanted.size }
  })
  return tried.filter(({ all }) => all).sort((a, b) => a.others - b.others)[0]?.selector ?? 'a[href]'
}

/** A page of a list is one offer, whatever its headings. */
function mergeUnits(units: Unit[], title: string, link: string, lines: Line[]): Unit {
  return { key: units[0]?.key ?? 'page', title, where: 'titre de la page', link, lines }
}

/** Cards of the other offers of the list, at the foot of each page: they are read on theirs. */
function withoutSiblings(lines: readonly Line[], addresses: readonly string[], own: string): Line[] {
  const others = new Set(addresses.filter(address => address !== own))
  const at = lines.findIndex(
    ({ links, level }) =>
      level > 1 && links.some(({ href }) => URL.canParse(href, own) && others.has(new URL(href, own).href)),
  )
  if (at < 0) return [...lines]
  // The heading just before announces them.
  const from = at > 0 && (lines[at - 1]?.level ?? 0) > 1 ? at - 1 : at
  const before = lines.slice(0, from)
  const last = before.findLastIndex(({ level }) => level > 1)
  const announced = last >= 0 && /autres|aussi|même rubrique/i.test(lines[last]?.text ?? '') ? last : from
  return lines.slice(0, Math.min(from, announced))
}

/** Labels of the units, topic by topic, as the connector reads them. */
function fieldsOf(units: readonly Unit[], heading: string, text: string): Record<string, unknown> {
  const fields: Record<string, unknown> = { nom: { select: heading, required: true }, texte: text }
  for (const [name, labels] of labelsByTopic(units)) fields[name] = { label: [...labels] }
  return fields
}

function labelsByTopic(units: readonly Unit[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  for (const { lines } of units)
    for (const { label } of lines) {
      const [topic] = label === null ? [] : topicsOf(label)
      if (label === null || topic === undefined || topic === 'nom') continue
      found.set(topic, (found.get(topic) ?? new Set()).add(label))
    }
  return found
}

const FIELD_TOPICS: Readonly<Record<string, string[]>> = {
  description: ['description'],
  publics: ['publics'],
  frais: ['frais'],
  telephone: ['telephone', 'contact', 'inscription'],
  courriel: ['courriel', 'contact', 'inscription'],
  horaires_accueil: ['horaires', 'lieu'],
  lieu: ['lieu', 'adresse'],
  periode: ['dates'],
  duree: ['duree'],
  conditions_acces: ['conditions'],
}
const escaped = (text: string): string => text.replace(/\s*[:?]\s*$/, '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const WHOLE: ReadonlySet<string> = new Set(['description'])

function readsOf(units: readonly Unit[]): Partial<Record<string, Read[]>> {
  const labels = labelsByTopic(units)
  const reads: Partial<Record<string, Read[]>> = { nom: [{ read: 'nom' }] }
  for (const [field, topics] of Object.entries(FIELD_TOPICS)) {
    const own = topics.flatMap(topic => {
      const words = [...(labels.get(topic) ?? [])]
      // The second way, when the label is no element of its own.
      return words.length === 0
        ? []
        : [
            { read: topic },
            { read: 'texte', match: `(?:^|\\n)(?:${words.map(escaped).join('|')})\\s?[:?]\\s*([^\\n]+)` },
          ]
    })
    const rest = WHOLE.has(field) ? [{ read: 'texte' }] : []
    if (own.length + rest.length > 0) reads[field] = [...own, ...rest]
  }
  return reads
}

const nothing = (notOffers: NotOffer[]): Found => ({
  kind: 'html',
  found: 'aucune offre sur cette page',
  units: [],
  notOffers,
  harvest: { kind: 'html', fields: { nom: 'h1', texte: 'main' } },
  reads: { nom: [{ read: 'nom' }], description: [{ read: 'texte' }] },
})

export const many = (count: number): string => frenchCount(count, 'offre', 'offres')
