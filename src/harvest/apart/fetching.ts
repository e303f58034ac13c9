import type { Charset } from '../../common/decode.ts'
import type { Whose } from '../../common/rejection.ts'
import type { FetchedDocument, FetchOptions } from '../connector.ts'

/** What a connector that runs apart asks of the process that has the network. */
export interface Requests {
  get: { address: string; options?: FetchOptions | undefined }
  stream: { address: string; options?: FetchOptions | undefined }
  /** The next bytes of an open stream. */
  piece: { stream: number; reading: number }
}

/** What it gets. Text is decoded where it is read: only bytes travel. */
export interface Answers {
  get: Omit<FetchedDocument, 'text' | 'charset'>
  stream: {
    stream: number
    address: string
    headers: Record<string, string>
    document: { hash: string; unchanged: boolean }
    charset: Omit<Charset, 'lossy'> | null
  }
  /** Null after the last. */
  piece: Uint8Array | null
}

/** A `HarvestError` as plain data; `code` null is any other error. */
export interface PlainError {
  code: string | null
  message: string
  whose: Whose
  address: string
}
