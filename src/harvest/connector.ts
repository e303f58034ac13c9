import type { Charset } from '../common/decode.ts'
import type { Rejection, Whose } from '../common/rejection.ts'

/** Where words were read: enough to find them again in the stored document. */
export interface Origin {
  /** SHA-256 of the stored body, or `convention` / `declaration` for what was not fetched. */
  document: string
  /** Address the document was read at. */
  address: string
  /** The place inside it, in words for people: «agences n° 1, texte», «cellule B12», «page 2, ligne 4» (src/harvest/place-words.ts). */
  where: string
}

/** One value as read, before any interpretation. */
export interface RawValue {
  /** The words read: text content for HTML, the cell's text for a sheet. */
  words: string
  /** What somebody made of the words already; a rule without steps takes it as it is. Default: the words. */
  value?: string
  /** The HTML they came from, when they came from HTML and markup matters (lists, paragraphs). */
  html?: string
  /** Its characters had been taken for those of another encoding («Ã©»), and were mended. */
  mended?: true
  /** Its column is hidden in the workbook. */
  unseen?: true
  /** It stands in one element of a list of objects: the name of the list, then the rank of the element from 0 («sites 2»). */
  element?: string
  origin: Origin
}

/** One offer as a source shows it: named raw fields, nothing interpreted. Plain data. */
export interface RawOffer {
  /** Stable key inside the source (id column, GUID, slug of the address); never derived from a name that may be reworded, unless nothing else exists. */
  key: string
  /** Page or row that a person can open. */
  address: string
  fields: Record<string, RawValue[]>
}

/** What a harvest yields, in order, as a stream. */
export type Harvested = { kind: 'offer'; offer: RawOffer } | { kind: 'rejected'; rejection: Rejection }

/** How a harvest ended. Only `complete` and `unchanged` may retire anything. */
export type Outcome =
  | ({ state: 'complete'; documents: number } & Shape)
  /** Every document was a 304 or had the same hash as last time; the offers were still yielded from the stored bodies. */
  | ({ state: 'unchanged'; documents: number } & Shape)
  | ({ state: 'partial'; reasons: Rejection[]; documents: number } & Shape)
  | ({ state: 'drifted'; expectations: Expectation[]; documents: number } & Shape)
  | { state: 'failed'; code: string; message: string; whose: Whose; documents: number }

/** What a reading looked like; kept, and compared with the next one. */
export interface Shape {
  /** Of the fields that the source itself announces (columns, what a mapping looks for in each page): over what should have shown them. */
  fill?: FillRates
  /** Of the fields that only the offers tell (JSON, XML, calendars): over the offers. */
  given?: FillRates
  /** How many records there were. */
  records?: number
}

/** Share in which each raw field was filled, in [0, 1]. */
export type FillRates = Record<string, number>

/** One thing that the source's pages always had, with figures. `message` is French. */
export interface Expectation {
  name: string
  expected: string
  seen: string
  message: string
}

/** A fetched (or re-read) document. */
export interface FetchedDocument {
  /** SHA-256 of the decompressed body. */
  hash: string
  /** Final address after redirects. */
  address: string
  status: number
  /** Lower-case header names. */
  headers: Record<string, string>
  body: Uint8Array
  /** Body decoded by charset rules; lossy decoding is flagged. */
  text: string
  /** 304, or same hash as the last time this address was read. */
  unchanged: boolean
  fetchedAt: string
  /** How the bytes became `text`. */
  charset?: Charset
}

/** What a request may add to a plain GET. */
export interface FetchOptions {
  accept?: string
  /**
   * A key that the site wants, by its name in the environment: its value is never seen by a connector, and it is dropped when a redirect
   * changes the host. Sent as `<header>: <prefix><value>`, by default `Authorization: Bearer <value>`.
   */
  key?: { name: string; header?: string; prefix?: string }
}

/** The polite door to the network, bound to one source (allow-list, pacing, caps, robots). Throws `HarvestError`. */
export interface Fetcher {
  get(address: string, options?: FetchOptions): Promise<FetchedDocument>
  /** Body as a stream of bytes for feeds too large to hold; same guards. */
  stream(
    address: string,
    options?: FetchOptions,
  ): Promise<{
    address: string
    headers: Record<string, string>
    body: AsyncIterable<Uint8Array>
    document: Promise<{ hash: string; unchanged: boolean }>
    /** The body as text, decoded by the charset rules over the whole of it; absent when a fetcher does not know better than the headers. */
    text?: AsyncIterable<string>
    charset?: Omit<Charset, 'lossy'>
  }>
}

/** Why a document could not be had. `code` is stable; `message` is French and shown to people. */
export class HarvestError extends Error {
  override readonly name = 'HarvestError'
  readonly code: string
  readonly whose: Whose
  readonly address: string
  constructor(code: string, message: string, whose: Whose, address: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.whose = whose
    this.address = address
  }
}

/** An offer of a source that was read before and is not retired. */
export interface StandingOffer {
  key: string
  name: string
}

/** What a connector starts from. */
export interface HarvestEntry<Settings> {
  address: string
  settings: Settings
  /** Offers of this source known from the last complete harvest, 0 when there was none. */
  known: number
  /** Offers of this source that stand, for a reader that can tell whether one that it does not read is gone. */
  standing?: readonly StandingOffer[]
}

/**
 * One shape of source. `settings` is the `harvest:` part of the mapping, already validated by the connector's own zod schema.
 * Never throws for what the source sent: it yields rejections and returns an outcome.
 */
export interface Connector<Settings = unknown> {
  readonly kind: string
  /** Validates the `harvest:` part of a mapping; throws a ZodError. */
  parse(settings: unknown): Settings
  harvest(entry: HarvestEntry<Settings>, fetcher: Fetcher): AsyncGenerator<Harvested, Outcome>
}
