import { stringify } from 'csv-stringify/sync'
import type { Clock } from '../../common/clock.ts'
import { sha256 } from '../../common/digest.ts'
import type { Logger } from '../../common/logger.ts'
import type { OfferState } from '../../coverage/contract.ts'
import { feedRecords } from './records.ts'

export type FeedFile = 'structures.json' | 'services.json' | 'structures.csv' | 'services.csv'
export const FEED_FILES: readonly FeedFile[] = ['structures.json', 'services.json', 'structures.csv', 'services.csv']

export interface BuiltFeed {
  /** ISO instant. */
  builtAt: string
  services: number
  files: Record<FeedFile, { bytes: Buffer; etag: string }>
}

export interface Feed {
  /** The last complete feed; the one before while the new one cannot be trusted. @throws when none was ever complete */
  current(withDora: boolean): Promise<BuiltFeed>
}

/** A feed serves this long before it is built again, milliseconds. */
const FRESH_MS = 10 * 60_000
/** Consumers take an absence for a deletion: a feed that lost more than this share is not served. */
const MOST_LOST = 0.5
const AT_LEAST = 5

export interface FeedDeps {
  offers: () => Promise<OfferState[]>
  confirmations: () => Promise<ReadonlyMap<string, string>>
  producer: string
  clock: Clock
  log: Logger
}

/** Structures and services are built together, from one reading, or not at all. */
export function createFeed(deps: FeedDeps): Feed {
  const kept = new Map<boolean, BuiltFeed>()
  const building = new Map<boolean, Promise<BuiltFeed>>()

  async function build(withDora: boolean): Promise<BuiltFeed> {
    const [offers, confirmed] = await Promise.all([deps.offers(), deps.confirmations()])
    const builtAt = deps.clock.now().toISOString()
    const { structures, services, left } = feedRecords(offers, {
      producer: deps.producer,
      today: builtAt.slice(0, 10),
      withDora,
      confirmed,
    })
    if (left.length > 0) deps.log.warn({ left: left.length, first: left[0] }, 'records left out of the feed')
    return {
      builtAt,
      services: services.length,
      files: {
        'structures.json': file(JSON.stringify(structures)),
        'services.json': file(JSON.stringify(services)),
        'structures.csv': file(csv(structures)),
        'services.csv': file(csv(services)),
      },
    }
  }

  async function refresh(withDora: boolean): Promise<BuiltFeed> {
    const before = kept.get(withDora)
    try {
      const built = await build(withDora)
      const lost = before ? before.services - built.services : 0
      if (before && lost >= AT_LEAST && lost > before.services * MOST_LOST) {
        deps.log.error({ before: before.services, after: built.services }, 'feed lost too much: the previous one stays')
        return before
      }
      kept.set(withDora, built)
      return built
    } catch (error) {
      deps.log.error({ err: error }, 'feed not built')
      if (before) return before
      throw error
    }
  }

  return {
    async current(withDora) {
      const known = kept.get(withDora)
      if (known && deps.clock.now().getTime() - Date.parse(known.builtAt) < FRESH_MS) return known
      const under = building.get(withDora) ?? refresh(withDora).finally(() => building.delete(withDora))
      building.set(withDora, under)
      return under
    },
  }
}

function file(text: string): { bytes: Buffer; etag: string } {
  return { bytes: Buffer.from(text), etag: `"${sha256(text).slice(0, 32)}"` }
}

/** The twin of the JSON: same fields, same order, lists separated by «, », nothing neutralised (a program reads it). */
function csv(records: readonly object[]): string {
  const columns = Object.keys(records[0] ?? { id: '' })
  return stringify(
    records.map(record =>
      columns.map(column => {
        const value = (record as Record<string, unknown>)[column]
        return Array.isArray(value) ? value.join(', ') : (value ?? '')
      }),
    ),
    { header: true, columns },
  )
}
