import { z } from 'zod'
import { DoraError, type DoraServiceLine } from './port.ts'
import type { SafeTransport } from './transport.ts'

/** About one millisecond an item: under a second a page. */
const WHOLE_PAGE = 500
/** What moved since yesterday in the whole of France fits in one or two. */
const DELTA_PAGE = 200
/** Read again from a little before the newest date: equal dates have no order. Milliseconds. */
const OVERLAP_MS = 60_000

const text = z.string().nullish()
const LineWire = z.looseObject({
  slug: z.string().min(1),
  name: z.string(),
  status: z.enum(['SUGGESTION', 'DRAFT', 'PUBLISHED', 'ARCHIVED']),
  modificationDate: text,
  structure: z.string().min(1),
  structureInfo: z.looseObject({ name: text, department: text, address1: text }).nullish(),
  city: text,
  postalCode: text,
})
const PageWire = z.looseObject({ next: text, results: z.array(LineWire) })

export interface ServiceList {
  /** Of the départements asked for, each once. */
  lines: Map<string, DoraServiceLine>
  /** Latest date of change met anywhere in France, milliseconds since 1970; null when there is no service at all. */
  newest: number | null
  /** Whether it was read to its end. */
  whole: boolean
  requests: number
}

/**
 * The services of some départements, from the national list: no parameter of DORA filters it, and it comes from the latest change down. An item that
 * moves while it is read comes again, none goes missing.
 * @param since milliseconds: only what moved from a little before it
 * @throws DoraError when a page does not come
 */
export async function readServiceList(
  transport: SafeTransport,
  departments: readonly string[],
  since: number | null,
): Promise<ServiceList> {
  const list: ServiceList = { lines: new Map(), newest: null, whole: false, requests: 0 }
  const until = since === null ? Number.NEGATIVE_INFINITY : since - OVERLAP_MS
  for (let page = 1; ; page += 1) {
    const query = { page_size: String(since === null ? WHOLE_PAGE : DELTA_PAGE), page: String(page) }
    const body = await transport.get('/services/', query)
    list.requests += 1
    // The list became shorter while it was read: what was on that page is on one that was read.
    if (body === null && page > 1) return { ...list, whole: since === null }
    const read = PageWire.safeParse(body)
    if (!read.success) throw unreadable(read.error)
    let older = false
    for (const line of read.data.results) {
      const at = line.modificationDate ? Date.parse(line.modificationDate) : null
      // A null date comes first, and says nothing of those that follow.
      if (at !== null && at < until) older = true
      if (at !== null) list.newest = Math.max(list.newest ?? at, at)
      const department = line.structureInfo?.department ?? ''
      if (older || !departments.includes(department) || list.lines.has(line.slug)) continue
      list.lines.set(line.slug, {
        slug: line.slug,
        name: line.name,
        status: line.status,
        modificationDate: line.modificationDate ?? '',
        structure: line.structure,
        structureName: line.structureInfo?.name || line.structure,
        department,
        city: line.city || null,
        postalCode: line.postalCode || null,
        address: line.structureInfo?.address1 || null,
      })
    }
    if (older || !read.data.next) return { ...list, whole: since === null }
  }
}

function unreadable(cause: Error): DoraError {
  return new DoraError(
    'La liste des services de DORA n’a pas la forme attendue (/services/).',
    { kind: 'dora', status: 200, code: 'forme-inattendue' },
    { cause },
  )
}
