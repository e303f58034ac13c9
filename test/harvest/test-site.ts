import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import { type ManualClock, manualClock } from '../../src/common/clock.ts'
import { sha256 } from '../../src/common/digest.ts'
import { seededRandom } from '../../src/common/random.ts'
import type { Connector, HarvestEntry, Harvested, Outcome, RawOffer } from '../../src/harvest/connector.ts'
import type { DocumentStore } from '../../src/harvest/document-store.ts'
import { createFetcher, type FetcherOptions, type RunFetcher } from '../../src/harvest/fetcher.ts'
import { createIdentity } from '../../src/harvest/identity.ts'
import type { Limits } from '../../src/harvest/limits.ts'
import { memoryDocumentStore } from '../../src/harvest/memory-document-store.ts'

/** What a page answers: text or bytes with headers, or a handler that does as it likes. */
export type Answer =
  | string
  | { body: string | Uint8Array; headers?: Record<string, string>; status?: number }
  | ((request: IncomingMessage, response: ServerResponse) => void)

/** A real HTTP server on 127.0.0.1. Pages are looked up by path and query; conditional GET is answered by ETag. */
export interface TestSite {
  url: string
  pages: Record<string, Answer>
  requests: { path: string; headers: IncomingHttpHeaders; status: number }[]
  close(): Promise<void>
}

export async function startSite(pages: Record<string, Answer>): Promise<TestSite> {
  const requests: TestSite['requests'] = []
  const site = { pages, requests }
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    const entry = { path, headers: request.headers, status: 0 }
    requests.push(entry)
    response.on('close', () => {
      entry.status = response.statusCode
    })
    const page = site.pages[path] ?? (path === '/robots.txt' ? { body: 'absent', status: 404 } : undefined)
    if (page === undefined) return response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Introuvable</h1>')
    if (typeof page === 'function') return page(request, response)
    const { body, headers = {}, status = 200 } = typeof page === 'string' ? { body: page } : page
    const etag = `"${sha256(body).slice(0, 16)}"`
    if (status === 200 && request.headers['if-none-match'] === etag) return response.writeHead(304, { etag }).end()
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', etag, ...headers }).end(body)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  const port = typeof bound === 'object' && bound ? bound.port : 0
  return {
    ...site,
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.closeAllConnections()
        server.close(error => (error ? reject(error) : resolve()))
      }),
  }
}

export const testIdentity = createIdentity({
  version: '0.0.0',
  page: 'https://dora-sync.example/robot',
  contact: 'contact@dora-sync.example',
})

/** Small enough that a hostile server is judged at once. */
export const TEST_LIMITS: Partial<Limits> = {
  bodyBytes: 2 * 1024 * 1024,
  streamBytes: 4 * 1024 * 1024,
  connectMs: 500,
  firstByteMs: 300,
  wholeMs: 600,
  streamMs: 600,
}

export function testFetcher(
  over: Partial<Omit<FetcherOptions, 'source'>> & { source?: Partial<FetcherOptions['source']> } = {},
): RunFetcher & { clock: ManualClock } {
  const clock = manualClock('2026-11-24T03:00:00Z')
  const fetcher = createFetcher({
    documents: memoryDocumentStore(),
    clock,
    random: seededRandom(1),
    identity: testIdentity,
    allowLoopback: true,
    limits: TEST_LIMITS,
    ...over,
    source: { id: 'essai', hosts: ['127.0.0.1'], paceMs: 0, window: null, maxPages: 500, ...over.source },
  })
  return Object.assign(fetcher, { clock })
}

/** Everything one harvest yielded, and how it ended. */
export async function harvestAll<S>(
  connector: Connector<S>,
  entry: Omit<HarvestEntry<S>, 'settings' | 'known'> & { settings: unknown; known?: number },
  options: { documents?: DocumentStore; fetcher?: RunFetcher } = {},
): Promise<{ offers: RawOffer[]; rejected: Harvested[]; outcome: Outcome }> {
  const fetcher = options.fetcher ?? testFetcher(options.documents ? { documents: options.documents } : {})
  const offers: RawOffer[] = []
  const rejected: Harvested[] = []
  try {
    const run = connector.harvest({ known: 0, ...entry, settings: connector.parse(entry.settings) }, fetcher)
    for (let step = await run.next(); ; step = await run.next()) {
      if (step.done) return { offers, rejected, outcome: step.value }
      if (step.value.kind === 'offer') offers.push(step.value.offer)
      else rejected.push(step.value)
    }
  } finally {
    await fetcher.close()
  }
}
