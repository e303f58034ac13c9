import type { Rejection } from '../../common/rejection.ts'
import type { Expectation, FetchedDocument, Fetcher, FetchOptions, Harvested, Outcome, RawOffer } from '../connector.ts'
import { unexpectedForm } from '../forms.ts'
import type { Tally } from '../tally.ts'

/** One page of an API, read. */
export interface JsonPage {
  items: { value: unknown; path: string }[]
  /** Number of items the API says it has in all, when it says. */
  total: number | null
  /** Address of the next page, null after the last. */
  next: string | null
}

export interface JsonSource {
  first: string
  options: FetchOptions
  /** @param read items of the pages before this one */
  page(json: unknown, document: FetchedDocument, read: number): JsonPage | { unexpected: Expectation }
  offer(item: { value: unknown; path: string }, document: FetchedDocument): RawOffer | { rejection: Rejection }
  /** Fields that every item has. */
  required: readonly string[]
  /** Pages read at the most. */
  pages: number
}

/** Reads a paged JSON API to its end, one page in memory at a time, and compares what it read with what the API says it has. */
export async function* harvestJson(
  source: JsonSource,
  fetcher: Fetcher,
  tally: Tally,
): AsyncGenerator<Harvested, Outcome> {
  const seen = new Set<string>()
  const bodies = new Set<string>()
  let address: string | null = source.first
  let read = 0
  let total: number | null = null
  while (address !== null) {
    if (seen.size >= source.pages || seen.has(address)) {
      yield tally.reject(endless(address))
      break
    }
    let document: FetchedDocument
    try {
      document = await fetcher.get(address, source.options)
    } catch (error) {
      if (seen.size === 0) return tally.fail(error)
      yield tally.missed(error)
      break
    }
    seen.add(address)
    tally.document(document)
    const json = parseJson(document.text)
    const page =
      json === undefined ? { unexpected: unexpectedForm(document, 'du JSON') } : source.page(json, document, read)
    if ('unexpected' in page) {
      tally.broken(page.unexpected)
      break
    }
    if (page.items.length > 0 && bodies.has(document.hash)) {
      yield tally.reject(endless(address))
      break
    }
    bodies.add(document.hash)
    read += page.items.length
    total = page.total ?? total
    for (const item of page.items) {
      const offer = source.offer(item, document)
      if ('rejection' in offer) {
        yield tally.reject(offer.rejection)
        continue
      }
      count(offer, source.required, tally)
      yield tally.offer(offer)
    }
    address = page.next
  }
  if (address === null && total !== null && read < total) yield tally.reject(incomplete(source.first, read, total))
  return tally.outcome()
}

/** Counts the fields of an offer for drift: the ones it has, and the required ones it should have. */
export function count(offer: RawOffer, required: readonly string[], tally: Tally): void {
  for (const name of required) tally.field(name, Object.hasOwn(offer.fields, name), true)
  for (const name of Object.keys(offer.fields)) if (!required.includes(name)) tally.field(name, true, false)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}

export const notAList = (document: FetchedDocument, what: string): { unexpected: Expectation } => ({
  unexpected: {
    name: 'liste-des-offres',
    expected: what,
    seen: 'autre chose',
    message: `${document.address} ne contient pas ${what}\u00A0: l’interface a sans doute changé.`,
  },
})

export const noKey = (path: string, document: FetchedDocument, key: string, value: unknown): Rejection => ({
  code: 'cle-absente',
  key: null,
  where: `${document.address}, ${path}`,
  field: key,
  received: JSON.stringify(value)?.slice(0, 200) ?? null,
  expected: `un identifiant dans «\u00A0${key}\u00A0»`,
  message: `Une offre n’a pas d’identifiant («\u00A0${key}\u00A0»)\u00A0: on ne peut pas savoir de laquelle il s’agit.`,
  whose: 'partenaire',
})

const endless = (address: string): Rejection => ({
  code: 'pagination-sans-fin',
  key: null,
  where: address,
  field: null,
  received: null,
  expected: 'une dernière page',
  message: 'La pagination ne finit pas\u00A0: la lecture s’est arrêtée.',
  whose: 'configuration',
})

const incomplete = (address: string, read: number, total: number): Rejection => ({
  code: 'total-non-atteint',
  key: null,
  where: address,
  field: null,
  received: String(read),
  expected: String(total),
  message: `La source annonce ${total}\u00A0offres mais n’en a donné que ${read}.`,
  whose: 'partenaire',
})
