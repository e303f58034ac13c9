import { type Fetcher, HarvestError } from '../connector.ts'
import type { Answers, PlainError, Requests } from './fetching.ts'

/** What has been read so far on behalf of a connector that runs apart. */
export interface Served {
  answer(name: string, args: unknown): Promise<unknown>
  /** Documents given. */
  readonly documents: number
  /** Address of the last one: what the connector was at when it was stopped. */
  readonly last: string | null
}

/** Makes the requests that a connector asks for from its process apart. */
export function serveFetcher(fetcher: Fetcher): Served {
  const streams: AsyncIterable<Uint8Array>[] = []
  const readings = new Map<number, AsyncIterator<Uint8Array>>()
  let documents = 0
  let last: string | null = null
  const serve: { [Name in keyof Requests]: (request: Requests[Name]) => Promise<Answers[Name]> } = {
    async get({ address, options }) {
      const document = await fetcher.get(address, options)
      documents += 1
      last = document.address
      const { hash, status, headers, body, unchanged, fetchedAt } = document
      return { hash, address: document.address, status, headers, body, unchanged, fetchedAt }
    },
    async stream({ address, options }) {
      const source = await fetcher.stream(address, options)
      documents += 1
      last = source.address
      streams.push(source.body)
      return {
        stream: streams.length - 1,
        address: source.address,
        headers: source.headers,
        document: await source.document,
        charset: source.charset ?? null,
      }
    },
    async piece({ stream, reading }) {
      const iterator = readings.get(reading) ?? streams[stream]?.[Symbol.asyncIterator]()
      if (!iterator) return null
      readings.set(reading, iterator)
      const next = await iterator.next()
      return next.done ? null : next.value
    },
  }
  return {
    async answer(name, args) {
      try {
        if (name === 'get') return await serve.get(args as Requests['get'])
        if (name === 'stream') return await serve.stream(args as Requests['stream'])
        return await serve.piece(args as Requests['piece'])
      } catch (error) {
        throw plain(error)
      }
    },
    get documents() {
      return documents
    },
    get last() {
      return last
    },
  }
}

function plain(error: unknown): PlainError {
  if (error instanceof HarvestError) {
    const { code, message, whose, address } = error
    return { code, message, whose, address }
  }
  return { code: null, message: error instanceof Error ? error.message : String(error), whose: 'robot', address: '' }
}
