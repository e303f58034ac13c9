import { once } from '../common/once.ts'
import type { FetchedDocument, Fetcher } from './connector.ts'

/** A document that is there already, as a fetcher streams it. */
export function streamOf(document: FetchedDocument): Awaited<ReturnType<Fetcher['stream']>> {
  const { address, headers, body, hash, unchanged } = document
  return {
    address,
    headers,
    body: once(() => body),
    text: once(() => document.text),
    // Bytes go to a process apart, which must know how to read them.
    ...(document.charset && { charset: document.charset }),
    document: Promise.resolve({ hash, unchanged }),
  }
}
