import { z } from 'zod'
import { latestServices } from './latest-services.ts'
import type { DoraServiceLine } from './port.ts'
import type { SafeTransport } from './transport.ts'
import { listedStatus } from './wire.ts'

/** About one millisecond an item: under a second a page. */
const WHOLE_PAGE = 500
/** What moved since yesterday in the whole of France fits in one or two. */
const DELTA_PAGE = 200

const text = z.string().nullish()
const LineWire = z.looseObject({
  slug: z.string().min(1),
  name: z.string(),
  status: listedStatus,
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
  /** Whether it was read to its end, and held still meanwhile: what it does not show is not there. */
  whole: boolean
  requests: number
}

/** A list that moves at each reading is taken as it was read last. */
const MOST_READINGS = 3

/**
 * The services of some départements, from the national list. Read to its end, it is read again when it moved meanwhile: what is saved goes to its top, and what leaves
 * it draws the others up, so that one may have been on no page.
 * @param since milliseconds: only what moved from a little before it
 * @param now milliseconds
 * @throws DoraError when a page does not come
 */
export async function readServiceList(
  transport: SafeTransport,
  departments: readonly string[],
  since: number | null,
  now: number,
): Promise<ServiceList> {
  let requests = 0
  for (let reading = 1; ; reading += 1) {
    const { still, ...list } = await readOnce(transport, departments, since, now)
    requests += list.requests
    if (since !== null || still || reading === MOST_READINGS)
      return { ...list, requests, whole: since === null && still }
  }
}

/** `still`: no service can have been missed between two pages. */
async function readOnce(
  transport: SafeTransport,
  departments: readonly string[],
  since: number | null,
  now: number,
): Promise<Omit<ServiceList, 'whole'> & { still: boolean }> {
  const list: Omit<ServiceList, 'whole'> = { lines: new Map(), newest: null, requests: 0 }
  const size = since === null ? WHOLE_PAGE : DELTA_PAGE
  const met = new Set<string>()
  const counts: number[] = []
  for await (const { items, count } of latestServices(transport, LineWire, { size, since, now })) {
    list.requests += 1
    if (count !== null) counts.push(count)
    for (const { item: line, at, older } of items) {
      met.add(line.slug)
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
  const [first = 0] = counts
  const last = counts.at(-1) ?? 0
  return { ...list, still: last >= first && met.size >= first }
}
