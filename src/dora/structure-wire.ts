import type { DoraStructure, DoraStructureDraft, DoraStructureSummary } from './port.ts'
import { CREATED_FIELDS } from './structure-fields.ts'
import type { StructureLineWire, StructureWire } from './wire.ts'

/** A line of any of DORA's lists of structures. */
export function summaryOf(wire: StructureLineWire): DoraStructureSummary {
  return {
    slug: wire.slug,
    name: wire.name,
    siret: wire.siret || null,
    department: wire.department ?? '',
    modificationDate: wire.modificationDate,
    typology: wire.typologyDisplay || null,
  }
}

export function toStructure(wire: StructureWire): DoraStructure {
  const line = ({ slug, name, status, modificationDate }: StructureWire['services'][number]) => ({
    slug,
    name,
    status,
    modificationDate,
  })
  return {
    ...summaryOf(wire),
    typology: wire.typology || null,
    address1: wire.address1 || null,
    postalCode: wire.postalCode || null,
    city: wire.city || null,
    cityCode: wire.cityCode || null,
    email: wire.email || null,
    phone: wire.phone || null,
    services: wire.services.map(line),
    archivedServices: (wire.archivedServices ?? []).map(line),
  }
}

/** These keys only; absent rather than empty: an empty SIRET makes DORA crash. */
export function structureBody(draft: DoraStructureDraft): Record<string, unknown> {
  return Object.fromEntries(CREATED_FIELDS.map(key => [key, draft[key]]).filter(([, value]) => value))
}
