import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { atKey } from '../../src/common/at-key.ts'
import { sha256 } from '../../src/common/digest.ts'
import type { SourceConfig } from '../../src/config/source.ts'
import { loadSource } from '../../src/config/sources.ts'
import { type Fetcher, HarvestError, type Harvested, type Outcome } from '../../src/harvest/connector.ts'
import { connectorFor } from '../../src/harvest/connectors/index.ts'
import { isNotice } from '../../src/harvest/is-notice.ts'
import { type SampleSites, serveSampleSites } from '../../src/harvest/sample-sites.ts'
import { loadMapping } from '../../src/normalise/mapping/load-mapping.ts'

export const ROOT = join(import.meta.dirname, '..', '..')
export const MAPPINGS = join(ROOT, 'mappings')
/** Sources that have a mapping, hence a sample. */
export const IDS = readdirSync(MAPPINGS).filter(id => existsSync(join(MAPPINGS, id, 'mapping.yaml')))

interface HarvestedSample {
  harvested: Harvested[]
  outcome: Outcome
  /** Address of the sample sites, of which only the port is of this run. */
  site: string
}

/** Reads a source's sample pages over real HTTP on 127.0.0.1 with its own connector. The polite fetcher has its own tests: here it would only be slow. */
export async function harvestSample(
  source: SourceConfig,
  harvest: unknown,
  sites: SampleSites,
): Promise<{ harvested: Harvested[]; outcome: Outcome }> {
  const { connector, settings } = connectorFor(harvest)
  const harvested: Harvested[] = []
  const run = connector.harvest(
    { address: sites.address(source.id, source.sample), settings, known: 0 },
    plainFetcher(),
  )
  for (let step = await run.next(); ; step = await run.next()) {
    if (step.done) return { harvested, outcome: step.value }
    harvested.push(step.value)
  }
}

/** What keeps a reading from being complete; that a feed only shows its latest items keeps none of them from being read. */
export function lacking(outcome: Outcome): unknown[] {
  if (outcome.state === 'partial') return outcome.reasons.filter(reason => !isNotice(reason))
  return outcome.state === 'complete' ? [] : [outcome]
}

const read = new Map<string, Promise<HarvestedSample>>()

/** A source's sample by its own mapping, read once by a process. */
export function sampleOf(id: string): Promise<HarvestedSample> {
  return atKey(read, id, async () => {
    const sites = await serveSampleSites({ mappings: MAPPINGS })
    try {
      const { harvest } = loadMapping(join(MAPPINGS, id, 'mapping.yaml'), { sample: true })
      return { ...(await harvestSample(loadSource(join(ROOT, 'config'), id), harvest, sites)), site: sites.url }
    } finally {
      await sites.close()
    }
  })
}

/** A fetcher without manners, for 127.0.0.1 only; each address is read once. */
export function plainFetcher(): Fetcher {
  const read = new Map<string, ReturnType<Fetcher['get']>>()
  const get: Fetcher['get'] = async address => {
    if (new URL(address).hostname !== '127.0.0.1') throw new Error(`${address} is not a sample page`)
    const response = await fetch(address)
    if (!response.ok) throw new HarvestError(`http-${response.status}`, 'page absente', 'partenaire', address)
    const body = new Uint8Array(await response.arrayBuffer())
    return {
      hash: sha256(body),
      address: response.url,
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body,
      text: new TextDecoder().decode(body),
      unchanged: false,
      fetchedAt: '2026-11-24T09:00:00Z',
    }
  }
  const once: Fetcher['get'] = address => {
    const known = read.get(address) ?? get(address)
    read.set(address, known)
    return known
  }
  return {
    get: once,
    async stream(address) {
      const { hash, body, text, headers, address: final } = await once(address)
      return {
        address: final,
        headers,
        body: pieces(body),
        text: pieces(text),
        document: Promise.resolve({ hash, unchanged: false }),
      }
    },
  }
}

async function* pieces<T>(whole: T) {
  yield whole
}
