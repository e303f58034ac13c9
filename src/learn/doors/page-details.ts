import type { Rejection } from '../../common/rejection.ts'
import { type FetchedDocument, HarvestError } from '../../harvest/connector.ts'
import { openPage } from '../../harvest/html/page.ts'
import { FEET } from '../foot-lines.ts'
import type { Line, Unit } from '../line.ts'
import type { NotOffer } from '../proposal.ts'
import { splitLines } from '../units.ts'
import { type DetailLinks, keyOfPage } from './detail-links.ts'
import type { DoorContext, Found } from './door.ts'
import { fieldsOf, readsOf } from './label-reads.ts'
import { many } from './many.ts'
import { nextPage } from './next-page.ts'
import { faultOf, notRead, readOne, unreadOf } from './one-page.ts'

/** Detail pages read before the proposal is made. */
const MOST_DETAILS = 12

/** Offers that have a page each, which a list leads to. */
export async function throughDetails(
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
    const fault = led ?? faultOf(page, document, address)
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
