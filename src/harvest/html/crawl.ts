import type { Element } from 'domhandler'
import { rejectionAt } from '../../common/rejection.ts'
import { type FetchedDocument, type Fetcher, HarvestError, type Harvested, type Outcome } from '../connector.ts'
import { keyFromAddress, withoutVisit } from '../offer-key.ts'
import { ranked, selectorWords } from '../place-words.ts'
import { stopsHarvest, type Tally } from '../tally.ts'
import { cutPage } from './cut-page.ts'
import type { Discovery, ListPlan } from './discovery.ts'
import type { Page } from './fields.ts'
import { followPages } from './last-page.ts'
import { fileInstead, fileOfOffer } from './not-a-page.ts'
import { notTheOffer } from './not-the-offer.ts'
import { ACCEPT_HTML, type Fields, linkOf, openPage, readFields, rootOf } from './page.ts'
import { readSitemap } from './sitemap.ts'
import { wordsOf } from './words.ts'

/** What a connector does with the pages that the crawl brings. */
export interface Readers {
  /** Offers of one page. `own`: fields read on its list item. `asked`: address before redirects, which keys come from. */
  page(document: FetchedDocument, own: Fields, asked: string): Iterable<Harvested>
  /** The offer that a list item is, when the list has no links. */
  item?(item: Element, own: Fields, page: Page, at: number): Harvested[]
}

/**
 * Brings every page of offers from an entry address, in order, one at a time, and ends with the harvest's outcome. The pages of a list
 * are read as they come: nothing is held but the addresses already seen.
 */
export async function* crawl(
  address: string,
  discovery: Discovery,
  fetcher: Fetcher,
  tally: Tally,
  readers: Readers,
): AsyncGenerator<Harvested, Outcome> {
  switch (discovery.kind) {
    case 'page': {
      try {
        const document = await fetcher.get(address, { accept: ACCEPT_HTML })
        tally.document(document)
        const file = fileInstead(document)
        if (file !== null) {
          tally.broken(file)
          return tally.outcome()
        }
        const fault = notTheOffer(document, address)
        if (fault) return tally.fail(fault)
        yield* cutShort(document, tally)
        yield* readers.page(document, {}, address)
      } catch (error) {
        return tally.fail(error)
      }
      return tally.outcome()
    }
    case 'sitemap': {
      let addresses: string[]
      try {
        addresses = await readSitemap(discovery.address, address, fetcher, tally)
      } catch (error) {
        return tally.fail(error)
      }
      const wanted = [...new Set(addresses.filter(found => discovery.match.test(found)))]
      if (wanted.length === 0) tally.broken(nothingInSitemap(addresses.length, discovery.match))
      for (const found of wanted) if ((yield* readLinked(found, {}, fetcher, tally, readers)) === 'stopped') break
      return tally.outcome()
    }
    case 'list':
      return yield* crawlList(address, discovery.list, fetcher, tally, readers)
  }
}

async function* crawlList(
  entry: string,
  list: ListPlan,
  fetcher: Fetcher,
  tally: Tally,
  readers: Readers,
): AsyncGenerator<Harvested, Outcome> {
  const seenPages = new Set<string>()
  const seen = new Set<string>()
  const pages = followPages()
  let address: string = entry
  for (;;) {
    if (seenPages.size >= list.pages) {
      yield tally.reject(endless(address, `La liste a plus de ${list.pages} pages, le plafond de sa configuration.`))
      break
    }
    let page: Page
    try {
      const document = await fetcher.get(address, { accept: ACCEPT_HTML })
      tally.document(document)
      const file = fileInstead(document)
      if (file !== null) {
        tally.broken(file)
        break
      }
      const fault = notTheOffer(document, address)
      if (fault) throw fault
      page = openPage(document)
      yield* cutShort(document, tally)
    } catch (error) {
      if (seenPages.size === 0) return tally.fail(error)
      yield tally.missed(error)
      break
    }
    seenPages.add(address)
    const items = list.items.all(rootOf(page))
    if (items.length === 0 && !(list.empty && list.empty.all(rootOf(page)).length > 0)) {
      tally.broken(noItem(list.items.css, page.address))
      break
    }
    const fresh = yield* readItems(items, page, list, fetcher, tally, readers, seen, seenPages)
    if (fresh === 'stopped') break
    const next = list.next ? linkOf(list.next, rootOf(page), page) : null
    if (next === null) break
    if (fresh > 0) pages.read(address, page, items)
    else if (pages.isOver(page, items, next)) {
      // Told, but nothing of the list is missing from the reading.
      yield { kind: 'rejected', rejection: servedAgain(entry) }
      break
    }
    if (seenPages.has(next) || fresh === 0) {
      yield tally.reject(
        endless(next, 'La pagination de la liste ne finit pas : la page suivante ne montre rien de neuf.'),
      )
      break
    }
    address = next
  }
  return tally.outcome()
}

/** Reads the offers of one list page; returns how many were new, or `stopped` when the site must not be asked any more. */
async function* readItems(
  items: Element[],
  page: Page,
  list: ListPlan,
  fetcher: Fetcher,
  tally: Tally,
  readers: Readers,
  seen: Set<string>,
  seenPages: ReadonlySet<string>,
): AsyncGenerator<Harvested, number | 'stopped'> {
  let fresh = 0
  for (const [at, item] of items.entries()) {
    const own = readFields(list.fields, [item], page, tally)
    const link = list.link ? linkOf(list.link, [item], page) : null
    // «Toutes les offres», inside an item: the list itself is the page of none.
    if (link !== null && (seenPages.has(link) || link === page.address)) continue
    if (list.link) tally.field(`lien (${list.link.selector.css})`, link !== null, true)
    const mark = link === null ? wordsOf(item) : withoutVisit(link).replace(/\/$/, '')
    if (seen.has(mark)) continue
    seen.add(mark)
    fresh += 1
    if (!list.link) {
      if (readers.item) yield* readers.item(item, own, page, at)
    } else if (link === null) yield tally.reject(noLink(page.address, list, item, at))
    else if ((yield* readLinked(link, own, fetcher, tally, readers)) === 'stopped') return 'stopped'
  }
  return fresh
}

async function* readLinked(
  link: string,
  own: Fields,
  fetcher: Fetcher,
  tally: Tally,
  readers: Readers,
): AsyncGenerator<Harvested, 'read' | 'stopped'> {
  try {
    const document = await fetcher.get(link, { accept: ACCEPT_HTML })
    tally.document(document)
    const fault = fileOfOffer(document, link) ?? notTheOffer(document, link) ?? anotherSite(document.address, link)
    if (fault) throw fault
    yield* cutShort(document, tally)
    yield* readers.page(document, own, link)
  } catch (error) {
    yield tally.missed(error, keyFromAddress(link))
    if (stopsHarvest(error)) return 'stopped'
  }
  return 'read'
}

/** A page that came without its end hides what it does not show. */
function* cutShort(document: FetchedDocument, tally: Tally): Generator<Harvested> {
  const cut = cutPage(document)
  if (cut !== null) yield tally.reject(cut)
}

/** A page that leads to another site than the one its list names: what stands there is not this partner's page. */
function anotherSite(to: string, asked: string): HarvestError | null {
  const [from, there] = [siteOf(asked), siteOf(to)]
  if (from === there) return null
  const message = `La page renvoie à un autre site (${new URL(to).host}) : ce qui s’y trouve n’est pas repris.`
  return new HarvestError('page-sans-offre', message, 'partenaire', asked)
}

/** «www.asso.fr» and «offres.asso.fr» are one site; an address in figures is its own. */
function siteOf(address: string): string {
  const { hostname, host } = new URL(address)
  return /^[\d.]+$|^\[/.test(hostname) ? host : hostname.split('.').slice(-2).join('.')
}

export const noItem = (css: string, address: string) => ({
  name: 'offres-dans-la-page',
  expected: `au moins un élément « ${css} »`,
  seen: 'aucun',
  message: `Aucune offre trouvée dans ${address} : la page n’a pas la forme attendue.`,
})

const nothingInSitemap = (found: number, match: RegExp) => ({
  name: 'adresses-du-plan-du-site',
  expected: `des adresses qui répondent à « ${match.source} »`,
  seen: `aucune sur ${found}`,
  message: `Le plan du site ne cite aucune page d’offre (${found} adresses, aucune ne répond à « ${match.source} »).`,
})

const noLink = (address: string, list: ListPlan, item: Element, at: number) =>
  rejectionAt('lien-absent', `${address}, ${ranked(selectorWords(list.items.css), at + 1)}`, {
    received: wordsOf(item).slice(0, 200),
    expected: `un lien ${list.link?.selector.css ?? ''}`,
    message: 'Une offre de la liste n’a pas de lien vers sa page.',
    whose: 'partenaire',
  })

const servedAgain = (address: string) =>
  rejectionAt('derniere-page-repetee', address, {
    expected: 'une dernière page sans page suivante',
    message:
      'La dernière page de la liste renvoie à une page suivante qui est encore elle-même, mot pour mot. Toutes les pages numérotées ont été lues : la liste est comptée comme entière.',
    whose: 'partenaire',
  })

const endless = (address: string, message: string) =>
  rejectionAt('pagination-sans-fin', address, {
    expected: 'une dernière page',
    message,
    whose: 'configuration',
  })
