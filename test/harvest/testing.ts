import { createHash } from 'node:crypto'
import { decodeBody } from '../../src/common/decode.ts'
import type { FetchedDocument, Fetcher, Harvested, Outcome, RawOffer } from '../../src/harvest/connector.ts'
import { HarvestError } from '../../src/harvest/connector.ts'
import { connectorFor } from '../../src/harvest/connectors/index.ts'

const ADDRESS = 'https://partenaire.example.org/offres'

/** Bodies by path and query; the entry is `/offres`. What is not there answers 404; what is in `moved` says that it came from there. For unit tests of what connectors make of a text. */
export function fakeFetcher(
  pages: Record<string, string | Uint8Array>,
  now: string,
  moved: Record<string, string> = {},
): Fetcher {
  const answer = (address: string): FetchedDocument => {
    const url = new URL(address)
    const page = pages[`${url.pathname}${url.search}`]
    if (page === undefined) throw new HarvestError('page-absente', 'Cette page n’existe pas.', 'partenaire', address)
    const body = typeof page === 'string' ? Buffer.from(page) : page
    const { text, charset } = decodeBody(body, undefined)
    const hash = createHash('sha256').update(body).digest('hex')
    return {
      hash,
      address: moved[url.pathname] ?? address,
      status: 200,
      headers: {},
      body,
      text,
      charset,
      unchanged: false,
      fetchedAt: now,
    }
  }
  return {
    get: async address => answer(address),
    async stream(address) {
      const { body, hash, text } = answer(address)
      const pieces = async function* <T>(piece: T) {
        yield piece
      }
      return {
        address,
        headers: {},
        body: pieces(body),
        text: pieces(text),
        document: Promise.resolve({ hash, unchanged: false }),
      }
    },
  }
}

/** Everything that one harvest of a text gives, as a mapping's `harvest:` says to read it. */
export async function harvestText(
  harvest: { kind: string } & Record<string, unknown>,
  entry: string | Uint8Array,
  over: { pages?: Record<string, string>; known?: number; now?: string; moved?: Record<string, string> } = {},
): Promise<{
  offers: RawOffer[]
  rejections: Extract<Harvested, { kind: 'rejected' }>['rejection'][]
  outcome: Outcome
}> {
  const { connector, settings } = connectorFor(harvest)
  const fetcher = fakeFetcher({ '/offres': entry, ...over.pages }, over.now ?? '2026-11-28T09:00:00Z', over.moved)
  const run = connector.harvest({ address: ADDRESS, settings, known: over.known ?? 0 }, fetcher)
  const offers: RawOffer[] = []
  const rejections: Extract<Harvested, { kind: 'rejected' }>['rejection'][] = []
  for (;;) {
    const step = await run.next()
    if (step.done) return { offers, rejections, outcome: step.value }
    if (step.value.kind === 'offer') offers.push(step.value.offer)
    else rejections.push(step.value.rejection)
  }
}
