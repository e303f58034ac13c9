import { z } from 'zod'
import { frenchCount } from '../../common/french.ts'
import { rejectionAt } from '../../common/rejection.ts'
import type { Connector, RawOffer } from '../connector.ts'
import type { Cut } from '../cut-offer.ts'
import { keyFromAddress } from '../offer-key.ts'
import { within } from '../place-words.ts'
import { startTally } from '../tally.ts'
import { flattenXml } from '../xml/flatten.ts'
import { harvestXml, missingItems, recordPlace, recordWithoutKey } from '../xml/harvest-xml.ts'
import { childrenOf, textOf, type XmlElement, type XmlRecord } from '../xml/records.ts'
import { ExpectSettings, PageCap, RequiredFields } from './settings.ts'

/** People who wrote the item: not the offer's contact. */
const AUTHORS = new Set(['author', 'dc:creator', 'managingEditor', 'contributor', 'itunes:author', 'media:credit'])

/**
 * `kind: rss` — an RSS, Atom or RDF feed. Fields are the feed's own elements: `title`, `link`, `description`, `content:encoded`, `category`,
 * `dc:publisher`… HTML inside them is read as HTML.
 *
 *     harvest:
 *       kind: rss
 *       recent: false # this feed always shows every offer
 */
export const RssSettings = z.strictObject({
  kind: z.literal('rss'),
  /**
   * The feed shows only the latest items: an offer that is no longer in it is not gone, and such a feed never retires anything. Default: it does, as
   * nearly all feeds. `false`: it always shows every offer, and those that leave it are gone.
   */
  recent: z.boolean().default(true),
  /** Read the authors of items too (`author`, `dc:creator`). Default: no, they are people. */
  authors: z.boolean().default(false),
  required: RequiredFields,
  /** Pages of a feed that is cut in pages (`rel="next"`). Default 20. */
  pages: PageCap.default(20),
  expect: ExpectSettings,
})
export type RssSettings = z.infer<typeof RssSettings>

export const rss: Connector<RssSettings> = {
  kind: 'rss',
  parse: settings => RssSettings.parse(settings),
  async *harvest(entry, fetcher) {
    const { settings } = entry
    const tally = startTally(entry, settings.expect)
    const drop = settings.authors ? new Set<string>() : AUTHORS
    const seen = new Set<string>()
    let items = 0
    let announced = 0
    for (let address: string | null = entry.address; address !== null; ) {
      let next: string | null = null
      seen.add(address)
      try {
        const read = yield* harvestXml(
          address,
          {
            isItem: name => name === 'item' || name === 'entry',
            isOther: name => name === 'link',
            roots: ['rss', 'feed', 'RDF'],
            expected: 'un flux RSS, Atom ou RDF',
            required: settings.required,
            *offers(record, document, cut) {
              if (record.element.name.endsWith('link')) next = nextPage(record.element, document.address) ?? next
              else yield readItem(record, document, drop, cut)
            },
          },
          fetcher,
          tally,
        )
        items += read.items
        announced = Math.max(announced, read.outside.announced ?? 0)
      } catch (error) {
        if (seen.size === 1) return tally.fail(error)
        yield tally.missed(error)
      }
      address = next !== null && !seen.has(next) ? next : null
      if (address !== null && seen.size >= settings.pages) {
        yield tally.reject(tooManyPages(address, settings.pages))
        break
      }
    }
    const missing = missingItems(entry.address, { items }, announced)
    if (missing !== null) yield tally.reject(missing)
    if (settings.recent) yield tally.reject(onlyRecent(entry.address, tally.offers))
    return tally.outcome()
  },
}

/** Address of the page after this one, from a link of the feed itself (links inside items are part of the item). */
function nextPage(link: XmlElement, base: string): string | null {
  const { rel, href } = link.attributes
  return rel === 'next' && href !== undefined && URL.canParse(href, base) ? new URL(href, base).href : null
}

function readItem(
  record: XmlRecord,
  document: { hash: string; address: string },
  drop: ReadonlySet<string>,
  cut: (cut: Cut) => void,
) {
  const { element } = record
  const link = linkOf(element, document.address)
  const id = [childrenOf(element, 'guid')[0], childrenOf(element, 'id')[0]]
    .map(found => (found ? textOf(found).trim() : ''))
    .find(text => text !== '')
  const mark = id ?? element.attributes['rdf:about'] ?? link
  if (mark === null || mark === undefined)
    return {
      rejection: recordWithoutKey(record, document.address, 'un « guid », un « id » ou un lien'),
    }
  const offer: RawOffer = {
    key: /^https?:\/\//.test(mark) && URL.canParse(mark) ? keyFromAddress(mark) : mark,
    address: link ?? document.address,
    fields: flattenXml(element, {
      document: document.hash,
      address: document.address,
      place: recordPlace(record),
      drop,
      cut,
    }),
  }
  if (link !== null && !offer.fields.link)
    offer.fields.link = [
      {
        words: link,
        origin: {
          document: document.hash,
          address: document.address,
          where: within(recordPlace(record), 'link'),
        },
      },
    ]
  return offer
}

/** RSS writes the link as text, Atom as `href` of the link without `rel` or with `rel="alternate"`. */
function linkOf(item: XmlElement, base: string): string | null {
  for (const link of childrenOf(item, 'link')) {
    const { rel = 'alternate', href } = link.attributes
    const address = href ?? textOf(link).trim()
    if (rel === 'alternate' && address !== '' && URL.canParse(address, base)) return new URL(address, base).href
  }
  return null
}

const onlyRecent = (address: string, shown: number) =>
  rejectionAt('flux-recent', address, {
    received: frenchCount(shown, 'élément'),
    expected: 'toutes les offres, à chaque lecture',
    message:
      'Un flux ne montre que ses derniers éléments : une offre qui n’y est plus n’est pas retirée pour autant. S’il montre toujours toutes les offres, écrire « recent: false » dans la configuration de la source.',
    whose: 'configuration',
  })

const tooManyPages = (address: string, pages: number) =>
  rejectionAt('pagination-sans-fin', address, {
    expected: 'une dernière page',
    message: `Le flux a plus de ${pages} pages, le plafond de sa configuration.`,
    whose: 'configuration',
  })
