import { z } from 'zod'
import { latestServices } from './latest-services.ts'
import type { DoraServiceLine } from './port.ts'
import type { SafeTransport } from './transport.ts'

/** About one millisecond an item: under a second a page. */
const WHOLE_PAGE = 500
/** What moved since yesterday in the whole of France fits in one or two. */
const DELTA_PAGE = 200

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
 * The services of some départements, from the national list.
 * @param since milliseconds: only what moved from a little before it
 * @throws DoraError when a page does not come
 */
export async function readServiceList(
  transport: SafeTransport,
  departments: readonly string[],
  since: number | null,
): Promise<ServiceList> {
  const list: ServiceList = { lines: new Map(), newest: null, whole: since === null, requests: 0 }
  const size = since === null ? WHOLE_PAGE : DELTA_PAGE
  for await (const { items } of latestServices(transport, LineWire, { size, since })) {
    list.requests += 1
    for (const { item: line, at, older } of items) {
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
  }
  return list
}
