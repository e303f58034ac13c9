import { hostname } from 'node:os'
import type { Clock } from '../../common/clock.ts'
import type { Logger } from '../../common/logger.ts'
import { parisDay } from '../../common/paris-day.ts'
import type { FeedOffer } from '../../ledger/feed-offers.ts'
import type { FeedVariant, FeedVersion } from '../../ledger/feeds.ts'
import { underLease } from '../../ledger/leases.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { buildFeed } from './build.ts'

export interface Feed {
  /** The last whole catalogue, or null while there has never been one. Starts a newer one when it may have changed. */
  current(withDora: boolean): Promise<FeedVersion | null>
  bytes: Ledger['feeds']['bytes']
}

/** Between two looks at whether the catalogue may have changed, and after a failure, milliseconds. */
const LOOK_MS = 10 * 60_000
/** How long an answer waits for a newer catalogue before it gives the previous one, milliseconds. */
const PATIENCE_MS = 5_000
/** Whoever builds keeps the others away this long without a sign of life, milliseconds. */
const LEASE_MS = 5 * 60_000
/** Consumers take an absence for a deletion: a catalogue that lost more than this share is not believed… */
const MOST_LOST = 0.5
const AT_LEAST = 5
/** …unless it is still so after this long: by then it is the truth, milliseconds. */
const BELIEVED_AFTER_MS = 3 * 86_400_000

export interface FeedDeps {
  ledger: Pick<Ledger, 'feeds' | 'statements' | 'leases'>
  /** Default: those of the ledger. */
  offers?: () => AsyncIterable<readonly FeedOffer[]>
  producer: string
  clock: Clock
  log: Logger
  /** Name of this process among those that may build. Default: its machine and number. */
  holder?: string
  patienceMs?: number
}

/**
 * The catalogue: whole, or the previous one. What is served lies in the database, the same for every web process and after a restart; one
 * process at a time builds the next one, in small slices, while the previous one is served with its date.
 */
export function createFeed(deps: FeedDeps): Feed {
  const { clock, log } = deps
  const { feeds: store, statements, leases } = deps.ledger
  const offers = deps.offers ?? store.offers
  const looked = new Map<FeedVariant, number>()
  const building = new Map<FeedVariant, Promise<void>>()
  /** Those that there was a catalogue of when somebody last asked. */
  const served = new Set<FeedVariant>()

  async function refresh(variant: FeedVariant): Promise<void> {
    const builtAt = clock.now().toISOString()
    const today = parisDay(new Date(builtAt))
    const basis = JSON.stringify([today, deps.producer, await store.basis()])
    if ((await store.last(variant))?.basis === basis) return
    await underLease(
      leases,
      `feed-${variant}`,
      deps.holder ?? `${hostname()}/${process.pid}`,
      LEASE_MS,
      async lease => {
        // Whoever held the lease a moment ago may have done the work.
        const before = await store.last(variant)
        if (before?.basis === basis) return
        const next = store.begin(variant)
        try {
          const confirmed = await statements.confirmations()
          const tally = await buildFeed(
            held(offers(), () => lease.hold()),
            { producer: deps.producer, today, withDora: variant === 'avec-dora', confirmed },
            next.write,
          )
          if (tally.left > 0) log.warn({ left: tally.left, first: tally.first }, 'records left out of the feed')
          const files = await next.close()
          if (before && !(await believable(variant, before, tally.services))) return
          await lease.hold()
          if (before && sameFiles(before, files)) await store.touch(before.id, basis, builtAt)
          else await next.publish({ builtAt, basis, services: tally.services, files })
          await store.prune(variant)
        } finally {
          await next.dropUnlessPublished()
        }
      },
    )
  }

  async function believable(variant: FeedVariant, before: FeedVersion, services: number): Promise<boolean> {
    if (!tooSmall(before.services, services)) {
      await store.noLoss(variant)
      return true
    }
    const since = await store.lossSince(variant)
    if (clock.now().getTime() - Date.parse(since) >= BELIEVED_AFTER_MS) {
      await store.noLoss(variant)
      return true
    }
    log.error({ before: before.services, after: services, since }, 'feed lost too much: the previous one stays')
    return false
  }

  return {
    bytes: store.bytes,
    async current(withDora) {
      const variant = withDora ? 'avec-dora' : 'sans-dora'
      const known = await store.last(variant)
      const now = clock.now().getTime()
      // It is gone since: a source was forgotten, and the next one, without it, is not waited for.
      if (served.has(variant) && known === null) looked.delete(variant)
      if (known === null) served.delete(variant)
      else served.add(variant)
      if (!building.has(variant) && now - (looked.get(variant) ?? Number.NEGATIVE_INFINITY) >= LOOK_MS) {
        looked.set(variant, now)
        const work = refresh(variant)
          .catch(error => log.error({ err: error, variant }, 'feed not built: the previous one stays'))
          .finally(() => building.delete(variant))
        building.set(variant, work)
      }
      const under = building.get(variant)
      if (under === undefined) return known
      await (known ? atMost(under, deps.patienceMs ?? PATIENCE_MS) : under)
      const last = await store.last(variant)
      if (last) served.add(variant)
      return last
    },
  }
}

/** The same pages; between two of them, the sign of life of who builds. */
async function* held<T>(pages: AsyncIterable<T>, sign: () => Promise<void>): AsyncGenerator<T> {
  for await (const page of pages) {
    yield page
    await sign()
  }
}

function tooSmall(before: number, after: number): boolean {
  const lost = before - after
  return lost >= AT_LEAST && lost > before * MOST_LOST
}

function sameFiles(before: FeedVersion, files: FeedVersion['files']): boolean {
  return Object.entries(files).every(([file, facts]) => before.files[file as keyof typeof files].etag === facts.etag)
}

/** Waits for work that goes on by itself, but not for ever. */
async function atMost(work: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const enough = new Promise<void>(resolve => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([work, enough])
  clearTimeout(timer)
}
