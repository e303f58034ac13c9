import type { z } from 'zod'
import { atKey } from '../../common/at-key.ts'
import { frenchCount, frenchNumber } from '../../common/french.ts'
import { type Rejection, rejectionAt } from '../../common/rejection.ts'
import type { Connector, FetchedDocument, Fetcher, FetchOptions, Harvested, Outcome, RawOffer } from '../connector.ts'
import { cutsOf } from '../cut-offer.ts'
import { formOf, unexpectedForm } from '../forms.ts'
import { ranked, withinPath } from '../place-words.ts'
import { serverWarned } from '../server-warning.ts'
import { errorBeside, errorInstead } from '../source-error.ts'
import type { CountBounds, Tally } from '../tally.ts'
import { asHarvestError, startTally } from '../tally.ts'
import { flattenJson, scalarText, valueAt } from './flatten.ts'
import { listIn } from './list-in.ts'
import { readJson } from './parse-json.ts'
import { saidError } from './said-error.ts'

/** What tells one JSON API from another: how its pages follow, and where records and identifiers are. Paths are steps joined by dots. */
export interface JsonApi {
  first: string
  key?: FetchOptions['key']
  /** Where the list is in a page; empty when the page is the list. */
  list: string
  /** What a page is expected to hold, French. Default: the list, by its path. */
  listName?: string
  /** What else a page holds, without which it is another thing. */
  isPage?(content: unknown): boolean
  /** Where the record is in an element of the list. Default: the element itself. */
  record?: string
  /** Where the lasting identifier is, in the record. */
  id: string
  /** The identifier stands beside the record, in the element of the list. */
  idBeside?: boolean
  /** Where the address of the offer's page is, in the record. */
  address?: string | undefined
  /** Names never read, at any depth. */
  drop?: ReadonlySet<string>
  /** Undoes what the API does to values. */
  tidy?(record: unknown): unknown
  /** Number of elements the API says it has in all, when it says. */
  total?(page: JsonPage): number | null
  /** Address of the page after this one, null after the last. Default: there is one page. */
  next?(page: JsonPage): string | null
  /** How a page says that another follows, where nothing says how to ask for it; null when it does not. */
  more?(page: JsonPage): string | null
  /** After this page, pages are asked for by rank, so that the server's refusal of the next one is the end and no fault (Django answers 404). */
  numbered?(page: JsonPage): boolean
  /** Fields that every record has. */
  required: readonly string[]
  /** Pages read at the most. */
  pages: number
}

/** One page of an API, read. `read`: elements up to this page, its own included; `turn`: its rank, 1 for the first. */
export interface JsonPage {
  content: unknown
  document: FetchedDocument
  got: number
  read: number
  turn: number
}

interface Settings {
  expect: CountBounds
}

/** A kind of source that is a JSON API: its settings, and what they say of the API. */
export function jsonConnector<S extends Settings>(
  kind: string,
  schema: z.ZodType<S>,
  apiOf: (address: string, settings: S) => JsonApi,
): Connector<S> {
  return {
    kind,
    parse: settings => schema.parse(settings),
    harvest: (entry, fetcher) =>
      harvestJson(apiOf(entry.address, entry.settings), fetcher, startTally(entry, entry.settings.expect)),
  }
}

/** Answers that mean «there is no such page» when pages are asked for by rank. */
const PAST_THE_END = new Set(['page-absente', 'demande-refusee'])

/** Reads a paged JSON API to its end, one page in memory at a time, and compares what it read with what the API says it has. */
export async function* harvestJson(api: JsonApi, fetcher: Fetcher, tally: Tally): AsyncGenerator<Harvested, Outcome> {
  const seen = new Set<string>()
  const bodies = new Set<string>()
  let last: string | null = null
  const options: FetchOptions = { accept: 'application/json', ...(api.key ? { key: api.key } : {}) }
  let address: string | null = api.first
  let read = 0
  let total: number | null = null
  let whole = false
  let numbered = false
  const pageOf = new Map<string, number>()
  /** Elements met on an earlier page already: each may hide another that was on no page. */
  let again = 0
  while (address !== null) {
    if (seen.size >= api.pages || seen.has(address)) {
      yield tally.reject(endless(address))
      break
    }
    let document: FetchedDocument
    try {
      document = await fetcher.get(address, options)
    } catch (error) {
      if (seen.size === 0) return tally.fail(error)
      whole = numbered && PAST_THE_END.has(asHarvestError(error).code)
      if (!whole) yield tally.missed(error)
      break
    }
    seen.add(address)
    tally.document(document)
    const { content, warning } = readJson(document.text)
    if (warning !== null && content !== undefined) yield tally.reject(serverWarned(document.address, warning))
    const list = listIn(content, api.list, api.id)
    const error = saidError(content)
    if (list === null || api.isPage?.(content) === false) {
      tally.broken(content === undefined ? noJson(document) : notAList(document, api, content, error))
      break
    }
    if (error !== null && list.length === 0 && read === 0) {
      tally.broken(errorInstead(document.address, error))
      break
    }
    if (error !== null) yield tally.reject(errorBeside(document.address, error))
    if (list.length > 0 && bodies.has(document.hash)) {
      // All that the API says it has was read: what it serves again is no page more.
      if (total !== null && read === total && document.hash === last) {
        yield { kind: 'rejected', rejection: servedAgain(api.first, total) }
      } else yield tally.reject(endless(address))
      break
    }
    bodies.add(document.hash)
    last = document.hash
    read += list.length
    const page = { content, document, got: list.length, read, turn: seen.size }
    total = api.total?.(page) ?? total
    for (const [at, element] of list.entries()) {
      const key = keyOf(element, api)
      if (key !== null && atKey(pageOf, key, () => page.turn) !== page.turn) again += 1
      yield* readElement(element, at, api, document, tally)
    }
    address = api.next?.(page) ?? null
    const mark = address === null ? (api.more?.(page) ?? null) : null
    if (mark !== null && (total === null || read < total)) {
      yield tally.reject(notFollowed(document.address, mark))
      return tally.outcome()
    }
    numbered = api.numbered?.(page) === true
  }
  const distinct = read - again
  if (total === null && again > 0) yield tally.reject(overlapping(api.first, again))
  if ((address === null || whole) && total !== null && distinct < total)
    yield tally.reject(incomplete(api.first, distinct, total))
  return tally.outcome()
}

/** The record in an element of the list, as the API means it. */
function recordOf(element: unknown, api: JsonApi): unknown {
  const inside = api.record === undefined ? element : valueAt(element, api.record)
  return api.tidy ? api.tidy(inside) : inside
}

const keyOf = (element: unknown, api: JsonApi): string | null =>
  scalarText(valueAt(api.idBeside ? element : recordOf(element, api), api.id))

function* readElement(
  element: unknown,
  at: number,
  api: JsonApi,
  document: FetchedDocument,
  tally: Tally,
): Generator<Harvested> {
  const listed = ranked(withinPath('', api.list), at + 1)
  const place = api.record === undefined ? listed : withinPath(listed, api.record)
  const record = recordOf(element, api)
  const key = keyOf(element, api)
  const cuts = cutsOf()
  const origin = { document: document.hash, address: document.address, place, cut: cuts.add }
  const fields = flattenJson(record, api.drop ? { ...origin, drop: api.drop } : origin)
  if ((key === null || api.idBeside) && isBlank(fields)) return
  if (key === null) {
    yield tally.reject(noKey(place, document, api.id, element))
    return
  }
  const link = api.address === undefined ? null : scalarText(valueAt(record, api.address))
  const address = link && URL.canParse(link, document.address) ? new URL(link, document.address).href : document.address
  const offer = { key, address, fields }
  count(offer, api.required, tally)
  yield* tally.offer(offer)
  yield* cuts.told(`${document.address}, ${place}`, key)
}

/** A line nobody filled: nothing, or what a box left unticked and an empty sum show. */
const isBlank = (fields: RawOffer['fields']): boolean =>
  Object.values(fields).every(values => values.every(({ words }) => /^(?:false|0)$/.test(words)))

/** Counts the fields of an offer for drift: the ones it has, and the required ones it should have. */
export function count(offer: RawOffer, required: readonly string[], tally: Tally): void {
  for (const name of required) tally.field(name, Object.hasOwn(offer.fields, name), true)
  tally.gave(Object.keys(offer.fields).filter(name => !required.includes(name)))
}

/** What begins as JSON and is none was cut, or written by hand. */
function noJson(document: FetchedDocument) {
  const broken = unexpectedForm(document, 'du JSON bien formé')
  if (formOf(document) !== 'un fichier JSON') return broken
  const seen = 'du JSON coupé ou mal formé'
  return {
    ...broken,
    seen,
    message: `${document.address} répond ${seen} : rien n’en est lu. Au partenaire de publier le fichier entier.`,
  }
}

function notAList(document: FetchedDocument, api: JsonApi, content: unknown, error: string | null) {
  if (error !== null) return errorInstead(document.address, error)
  const said = scalarText(valueAt(content, 'message') ?? valueAt(content, 'detail'))
  const what = api.listName ?? (api.list === '' ? 'une liste' : `une liste « ${api.list} »`)
  return {
    name: 'liste-des-offres',
    expected: what,
    seen: said === null ? 'autre chose' : `« ${said.slice(0, 180)} »`,
    message: `${document.address} ne contient pas ${what}${said === null ? '' : `, mais dit « ${said.slice(0, 120)} »`} : l’interface a sans doute changé.`,
  }
}

const noKey = (place: string, document: FetchedDocument, key: string, value: unknown): Rejection =>
  rejectionAt('cle-absente', `${document.address}, ${place}`, {
    field: key,
    received: JSON.stringify(value)?.slice(0, 200) ?? null,
    expected: `un identifiant dans « ${key} »`,
    message: `Une offre n’a pas d’identifiant (« ${key} ») : on ne peut pas savoir de laquelle il s’agit.`,
    whose: 'partenaire',
  })

const servedAgain = (address: string, total: number): Rejection =>
  rejectionAt('derniere-page-repetee', address, {
    received: String(total),
    expected: 'une page vide après la dernière',
    message: `Après la dernière page, la source redonne la même. ${total === 1 ? 'L’unique offre qu’elle annonce a été lue' : `Les ${frenchCount(total, 'offre')} qu’elle annonce ont été lues`} : la liste est comptée comme entière.`,
    whose: 'partenaire',
  })

const endless = (address: string): Rejection =>
  rejectionAt('pagination-sans-fin', address, {
    expected: 'une dernière page',
    message: 'La pagination ne finit pas : la lecture s’est arrêtée.',
    whose: 'configuration',
  })

/** Another page is announced, and nobody said how to ask for it. */
export const notFollowed = (
  address: string,
  mark: string,
  remedy = 'Ajouter « next », « page » ou « offset » dans « harvest ».',
): Rejection =>
  rejectionAt('suite-non-lue', address, {
    received: mark,
    expected: 'une configuration qui dit comment demander la page suivante',
    message: `La source annonce une autre page (« ${mark} »), et la configuration ne dit pas comment la demander : la suite n’est pas lue, et rien n’est retiré d’après cette lecture. ${remedy}`,
    whose: 'configuration',
  })

const overlapping = (address: string, again: number): Rejection =>
  rejectionAt('pages-qui-se-recouvrent', address, {
    received: frenchCount(again, 'offre donnée sur deux pages', 'offres données sur deux pages'),
    expected: 'des pages dans un ordre qui ne change pas, ou le nombre d’offres en tout',
    message: `La même offre vient sur deux pages (${frenchNumber(again, 0)} fois) : une autre a pu n’être sur aucune. Au partenaire de ranger sa liste dans un ordre qui ne change pas, ou de dire combien elle a d’offres.`,
    whose: 'partenaire',
  })

/** Fewer were read than the source says it has. */
export const incomplete = (address: string, read: number, total: number): Rejection =>
  rejectionAt('total-non-atteint', address, {
    received: String(read),
    expected: String(total),
    message: `La source annonce ${frenchCount(total, 'offre')} mais n’en a donné ${read === 0 ? 'aucune' : `que ${frenchNumber(read, 0)}`}.`,
    whose: 'partenaire',
  })
