import { z } from 'zod'
import type { Clock } from '../common/clock.ts'
import { DatedWire, latestServices, OVERLAP_MS } from './latest-services.ts'
import type { Moved } from './port.ts'
import type { SafeTransport } from './transport.ts'

const PAGE = 500
/** More than these many pages: reading structures one by one is as good. */
const MOST_PAGES = 40
/** One reading serves every source of a batch. */
const KEPT_MS = 10 * 60_000

const PlacedWire = DatedWire.extend({ structure: z.string().nullish() })

interface Reading {
  at: number
  since: number | null
  batch: string
  moved: Promise<Pages | null>
}

/** What the pages read say. */
interface Pages extends Moved {
  /** All that moved since this instant was met, milliseconds. */
  through: number
}

/** What moved in the whole of France since an instant: one reading for a batch; whoever passes by themselves is shown DORA as it is now. @throws DoraError when a page does not come */
export function createMoved(transport: SafeTransport, clock: Clock) {
  let kept: Reading | null = null
  return {
    async read(since: number | null, batch: string | null): Promise<Moved | null> {
      if (batch === null) return readMoved(transport, since, clock.now().getTime())
      for (;;) {
        const found: Reading | null = kept
        if (found === null || found.batch !== batch || clock.now().getTime() - found.at >= KEPT_MS) break
        const moved = await found.moved
        if (covers(found.since, moved, since)) return moved
        if (kept === found) break
      }
      const at = clock.now().getTime()
      const reading: Reading = { at, since, batch, moved: readMoved(transport, since, at) }
      kept = reading
      reading.moved.catch(() => {
        if (kept === reading) kept = null
      })
      return reading.moved
    },
    forget() {
      kept = null
    },
  }
}

/** A page often shows more than what was asked for: how far back it went is what counts. */
function covers(read: number | null, moved: Pages | null, asked: number | null): boolean {
  if (asked === null || (read !== null && read <= asked)) return true
  return moved !== null && moved.through <= asked - OVERLAP_MS
}

/** The national list, left where nothing moved since. */
async function readMoved(transport: SafeTransport, since: number | null, now: number): Promise<Pages | null> {
  const services = new Map<string, { date: string; structure: string | null }>()
  let newest: number | null = null
  let through = Number.POSITIVE_INFINITY
  let pages = 0
  const size = since === null ? 1 : PAGE
  for await (const { items, last, end } of latestServices(transport, PlacedWire, { size, since, now })) {
    pages += 1
    for (const { item, at } of items) {
      // Equal dates have no order: of the oldest one met, others may follow.
      if (at !== null) [newest, through] = [Math.max(newest ?? at, at), Math.min(through, at + 1)]
      // Met twice: it moved while the list was read, and the first is the latest.
      if (!services.has(item.slug))
        services.set(item.slug, { date: item.modificationDate ?? '', structure: item.structure ?? null })
    }
    if (end) through = Number.NEGATIVE_INFINITY
    if (since === null) break
    if (!last && pages === MOST_PAGES) return null
  }
  return { services, newest, through }
}
