import { z } from 'zod'
import type { Clock } from '../common/clock.ts'
import { type Moved, unreadableList } from './port.ts'
import type { SafeTransport } from './transport.ts'

const PATH = '/services/'
const PAGE = 500
/** More than these many pages: reading structures one by one is as good. */
const MOST_PAGES = 40
/** Read again from a little before the newest date: equal dates have no order. Milliseconds. */
const OVERLAP_MS = 60_000
/** One reading serves every source of a batch. */
const KEPT_MS = 10 * 60_000

const PageWire = z.looseObject({
  next: z.string().nullish(),
  results: z.array(z.looseObject({ slug: z.string().min(1), modificationDate: z.string().nullish() })),
})

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

/** The national list comes from the latest change down: it is left where nothing moved since. An item that moves while it is read comes again. */
async function readMoved(transport: SafeTransport, since: number | null): Promise<Moved | null> {
  const dates = new Map<string, string>()
  let newest: number | null = null
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const query = { page_size: String(since === null ? 1 : PAGE), page: String(page) }
    const body = await transport.get(PATH, query)
    // The list became shorter while it was read: what was on that page is on one that was read.
    if (body === null && page > 1) return { dates, newest }
    const read = PageWire.safeParse(body)
    if (!read.success) throw unreadableList(PATH, read.error)
    for (const { slug, modificationDate } of read.data.results) {
      const at = modificationDate ? Date.parse(modificationDate) : null
      if (at !== null) newest = Math.max(newest ?? at, at)
      if (since !== null && at !== null && at < since - OVERLAP_MS) return { dates, newest }
      // Met twice: it moved while the list was read, and the first is the latest.
      if (!dates.has(slug)) dates.set(slug, modificationDate ?? '')
    }
    if (since === null || !read.data.next) return { dates, newest }
  }
  return null
}
