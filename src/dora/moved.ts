import type { Clock } from '../common/clock.ts'
import { DatedWire, latestServices } from './latest-services.ts'
import type { Moved } from './port.ts'
import type { SafeTransport } from './transport.ts'

const PAGE = 500
/** More than these many pages: reading structures one by one is as good. */
const MOST_PAGES = 40
/** One reading serves every source of a batch. */
const KEPT_MS = 10 * 60_000

interface Reading {
  at: number
  since: number | null
  moved: Promise<Moved | null>
  batch: string
}

/** What moved in the whole of France since an instant: one reading for a batch; whoever passes by themselves is shown DORA as it is now. @throws DoraError when a page does not come */
export function createMoved(transport: SafeTransport, clock: Clock) {
  let kept: Reading | null = null
  return {
    read(since: number | null, batch: string | null): Promise<Moved | null> {
      if (batch === null) return readMoved(transport, since)
      const at = clock.now().getTime()
      if (kept?.batch === batch && at - kept.at < KEPT_MS && covers(kept.since, since)) return kept.moved
      const reading: Reading = { at, since, batch, moved: readMoved(transport, since) }
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

function covers(read: number | null, asked: number | null): boolean {
  return asked === null || (read !== null && read <= asked)
}

/** The national list, left where nothing moved since. */
async function readMoved(transport: SafeTransport, since: number | null): Promise<Moved | null> {
  const dates = new Map<string, string>()
  let newest: number | null = null
  let pages = 0
  const size = since === null ? 1 : PAGE
  for await (const { items, last } of latestServices(transport, DatedWire, { size, since })) {
    pages += 1
    for (const { item, at, older } of items) {
      if (at !== null) newest = Math.max(newest ?? at, at)
      // Met twice: it moved while the list was read, and the first is the latest.
      if (!older && !dates.has(item.slug)) dates.set(item.slug, item.modificationDate ?? '')
    }
    if (since === null) break
    if (!last && pages === MOST_PAGES) return null
  }
  return { dates, newest }
}
