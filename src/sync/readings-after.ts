import type { DoraServiceSummary, DoraStructure } from '../dora/port.ts'
import type { KeptReading } from '../ledger/kept-reading.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Link } from '../ledger/links.ts'
import type { PlanHead } from '../ledger/plan.ts'
import { embedded } from './dora-view.ts'

/** Links read at once. */
const AT_ONCE = 200

/** What the waiting offers of a plan were compared with, once it is carried out: what it wrote is listed as DORA answered, so that it moves nothing. */
export async function readingsAfter(
  { id, source, sizes }: Pick<PlanHead, 'id' | 'source' | 'sizes'>,
  { plans, links }: Pick<Ledger, 'plans' | 'links'>,
): Promise<KeptReading[]> {
  const readings = await Array.fromAsync(plans.items(id, 'readings'))
  const homes = new Set(readings.flatMap(each => (each.of === 'structure' ? [each.structure.slug] : [])))
  if (sizes.operations === 0 || homes.size === 0) return readings
  const keys: string[] = []
  for await (const { kind, structure, key } of plans.items(id, 'operations'))
    if (kind !== 'create-structure' && structure !== null && homes.has(structure)) keys.push(key)
  const written: Link[] = []
  for (let at = 0; at < keys.length; at += AT_ONCE)
    written.push(...(await links.byKeys(source, keys.slice(at, at + AT_ONCE))))
  const byHome = Map.groupBy(written, ({ structure }) => structure)
  return readings.map(each =>
    each.of === 'structure'
      ? { ...each, structure: withWritten(each.structure, byHome.get(each.structure.slug) ?? []) }
      : each,
  )
}

function withWritten(structure: DoraStructure, written: readonly Link[]): DoraStructure {
  const lines = new Map(embedded(structure).map(line => [line.slug, line]))
  for (const { slug, modified, status, base } of written) {
    const line = lines.get(slug)
    const name = base.name ?? line?.name
    if (name === undefined || status === null || (line && Date.parse(line.modificationDate) >= Date.parse(modified)))
      continue
    lines.set(slug, { slug, name, status, modificationDate: modified })
  }
  const archived = ({ status }: DoraServiceSummary) => status === 'ARCHIVED'
  const services = [...lines.values()]
  return {
    ...structure,
    services: services.filter(line => !archived(line)),
    archivedServices: services.filter(archived),
  }
}
