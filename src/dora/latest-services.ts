import { z } from 'zod'
import { DoraError } from './port.ts'
import type { SafeTransport } from './transport.ts'

const PATH = '/services/'
/** Read again from a little before an instant: equal dates have no order. Milliseconds. */
export const OVERLAP_MS = 60_000

/** What is read of each service at the least. */
export const DatedWire = z.looseObject({ slug: z.string().min(1), modificationDate: z.string().nullish() })

/** One page of the list. */
export interface LatestPage<T> {
  items: {
    item: T
    /** Milliseconds since 1970; null: the list does not say, or no date. Such a one comes first, and says nothing of those that follow. */
    at: number | null
    /** It did not move since, nor did any that follow. */
    older: boolean
  }[]
  /** Nothing that is asked for comes after. */
  last: boolean
  /** Nothing comes after. */
  end: boolean
  /** How many services DORA says the list has; null: it does not say. */
  count: number | null
}

/**
 * The services of the whole of France, page by page, from the latest change down: no parameter of DORA filters that list. An item that moves
 * while it is read comes again.
 * @param wire shape of an item
 * @param since milliseconds: the list is left where nothing moved since a little before; null: to its end
 * @param now milliseconds, before the list is asked: a date to come hides nothing of what comes before it, it counts as now
 * @throws DoraError when a page does not come
 */
export async function* latestServices<W extends typeof DatedWire>(
  transport: SafeTransport,
  wire: W,
  { size, since, now }: { size: number; since: number | null; now: number },
): AsyncGenerator<LatestPage<z.output<W>>, void> {
  const pageWire = z.looseObject({ count: z.number().nullish(), next: z.string().nullish(), results: z.array(wire) })
  const until = since === null ? Number.NEGATIVE_INFINITY : since - OVERLAP_MS
  for (let page = 1, last = false; !last; page += 1) {
    const body = await transport.get(PATH, { page_size: String(size), page: String(page) })
    // The list became shorter while it was read: what was on that page is on one that was read.
    const read = pageWire.safeParse(body === null && page > 1 ? { results: [] } : body)
    if (!read.success) throw unreadable(read.error)
    let older = false
    const items = read.data.results.map(item => {
      const date = Date.parse(item.modificationDate ?? '')
      const at = Number.isNaN(date) ? null : Math.min(date, now)
      if (at !== null && at < until) older = true
      return { item, at, older }
    })
    const end = !read.data.next
    last = older || end
    yield { items, last, end, count: read.data.count ?? null }
  }
}

function unreadable(cause: Error): DoraError {
  return new DoraError(
    `La liste des services de DORA n’a pas la forme attendue (${PATH}).`,
    { kind: 'dora', status: 200, code: 'forme-inattendue' },
    { cause },
  )
}
