/** Caps on what one site may cost. Every figure is a default that `createFetcher({limits})` can lower, in tests above all. */
export interface Limits {
  /** Decompressed bytes of a page or file read whole. 20 MiB. */
  bodyBytes: number
  /** Decompressed bytes of a feed read as a stream. 500 MiB. */
  streamBytes: number
  /** A streamed feed up to this size is kept in the document store; above, only its hash is, and it is read again in full. 8 MiB. */
  keptStreamBytes: number
  /** Milliseconds to look the name up and connect, TLS included. 10 s. */
  connectMs: number
  /** Milliseconds between the request and the first byte of the answer. 30 s. */
  firstByteMs: number
  /** Milliseconds for one whole answer. 2 min. */
  wholeMs: number
  /** Milliseconds for one whole answer read as a stream. 15 min. */
  streamMs: number
  /** Redirects followed for one page; robots.txt follows the same number (RFC 9309 asks for at least five). 5. */
  redirects: number
  /** Attempts per page, the first included. 3. */
  attempts: number
  /** Retries that one run may spend over all its pages. 20. */
  retryBudget: number
  /** A longer `Retry-After` is obeyed by giving up until the next run. 2 min. */
  retryAfterMs: number
  /** The longest pause between two pages that a site's robots.txt (`Crawl-delay`) is obeyed for; a site that asks for more is not read. 5 min. */
  crawlDelayMs: number
  /** Milliseconds one run may last. 2 h. */
  runMs: number
}

const MINUTE = 60_000
const MIB = 1024 * 1024

export const DEFAULT_LIMITS: Limits = {
  bodyBytes: 20 * MIB,
  streamBytes: 500 * MIB,
  keptStreamBytes: 8 * MIB,
  connectMs: 10_000,
  firstByteMs: 30_000,
  wholeMs: 2 * MINUTE,
  streamMs: 15 * MINUTE,
  redirects: 5,
  attempts: 3,
  retryBudget: 20,
  retryAfterMs: 2 * MINUTE,
  crawlDelayMs: 5 * MINUTE,
  runMs: 120 * MINUTE,
}
