import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'

/** What the last successful reading of one address left behind; enough for a conditional GET. */
export interface LastSeen {
  /** Id of the source. */
  source: string
  /** Address as asked for (before redirects). */
  address: string
  /** Address that answered (after redirects). */
  finalAddress: string
  etag: string | null
  /** `Last-Modified` as received, never reformatted. */
  lastModified: string | null
  /** SHA-256 of the decompressed body. */
  hash: string
  /** Response headers, lower-case names. */
  headers: Record<string, string>
  /** ISO 8601 instant of the last answer, 304 included. */
  fetchedAt: string
}

/** What a purge removed. */
export interface PurgeReport {
  bodies: number
  addresses: number
}

/**
 * Bodies by content hash, and the last seen state of each (source, address).
 * A body is kept once however many addresses show it; implementations store it packed (`pack`), callers see plain bytes.
 * Every implementation passes `documentStoreContract`.
 */
export interface DocumentStore {
  /** Keeps a body and returns its SHA-256; keeping it again only moves its date forward. @param keptAt ISO 8601 instant */
  put(body: Uint8Array, keptAt: string): Promise<string>
  /** The body, or null when it was never kept or was purged. */
  get(hash: string): Promise<Uint8Array | null>
  has(hash: string): Promise<boolean>
  lastSeen(source: string, address: string): Promise<LastSeen | null>
  /** Replaces the state of (source, address); also moves the date of the body it names forward to `fetchedAt`. */
  remember(state: LastSeen): Promise<void>
  /**
   * Removes bodies last kept or remembered before `before` (ISO 8601), and every state whose `fetchedAt` is before it.
   * A state that is younger never loses its body.
   */
  purge(before: string): Promise<PurgeReport>
}

const gzipAsync = promisify(gzip)
const gunzipAsync = promisify(gunzip)

/** The form in which a body is kept: gzip, level 6. */
export async function pack(body: Uint8Array): Promise<Uint8Array> {
  return gzipAsync(body)
}

export async function unpack(packed: Uint8Array): Promise<Uint8Array> {
  return gunzipAsync(packed)
}
