import type { Ask } from '../../common/apart/protocol.ts'
import { decodePieces } from '../../common/decode.ts'
import { type FetchedDocument, type Fetcher, HarvestError } from '../connector.ts'
import { lazyText } from '../lazy-text.ts'
import type { Answers, PlainError, Requests } from './fetching.ts'

/** The fetcher of a connector that runs apart: every request is made by the parent, which keeps its caps, its pace and its keys to itself. */
export function remoteFetcher(ask: Ask): Fetcher {
  async function request<Name extends keyof Requests>(name: Name, args: Requests[Name]): Promise<Answers[Name]> {
    try {
      return (await ask(name, args)) as Answers[Name]
    } catch (error) {
      throw revived(error as PlainError)
    }
  }
  let readings = 0
  async function* pieces(stream: number): AsyncGenerator<Uint8Array> {
    readings += 1
    const reading = readings
    for (;;) {
      const piece = await request('piece', { stream, reading })
      if (piece === null) return
      yield piece
    }
  }
  return {
    async get(address, options): Promise<FetchedDocument> {
      return lazyText(await request('get', { address, options }))
    },
    async stream(address, options) {
      const { stream, document, charset, ...rest } = await request('stream', { address, options })
      return {
        ...rest,
        body: pieces(stream),
        ...(charset && { charset, text: decodePieces(pieces(stream), charset.used) }),
        document: Promise.resolve(document),
      }
    },
  }
}

function revived({ code, message, whose, address }: PlainError): Error {
  return code === null ? new Error(message) : new HarvestError(code, message, whose, address)
}
