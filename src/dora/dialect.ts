import { z } from 'zod'
import { FIELDS, SERVICE_FIELDS, type ServiceField } from './service-fields.ts'

/** What this DORA takes from this account, as its own `OPTIONS /services/` says. */
export interface Dialect {
  /** False: DORA does not say (no token, a DORA that describes nothing): every field is taken as writable. */
  known: boolean
  /** Fields the robot cannot write: there to read only, or no longer there. */
  unwritable: Partial<Record<ServiceField, 'read-only' | 'absent'>>
  /** The key under which a field is written, where it is not the table's first. */
  keys: Partial<Record<ServiceField, string>>
  /** Characters, where DORA says another limit than the table. */
  limits: Partial<Record<ServiceField, number>>
  /** Keys that may be written and that the robot knows nothing of. */
  appeared: string[]
}

/** A DORA that does not describe itself is taken to speak as in August 2026. */
export const UNKNOWN_DIALECT: Dialect = {
  known: false,
  unwritable: Object.fromEntries(
    FIELDS.filter(field => SERVICE_FIELDS[field].speaks === 'data-inclusion').map(field => [field, 'absent'] as const),
  ),
  keys: {},
  limits: {},
  appeared: [],
}

/** Nothing is lost by not writing that field: DORA computes it, or what it says goes in the fields that replace it. */
export function isSaidElsewhere(field: ServiceField, { unwritable }: Pick<Dialect, 'unwritable'>): boolean {
  const { derived, speaks } = SERVICE_FIELDS[field]
  if (derived === true) return true
  if (speaks === undefined) return false
  const mode = speaks === 'dora' ? 'mobilisationModes' : 'coachOrientationModes'
  return unwritable[mode] === undefined
}

/** What the robot leaves to people and to DORA, and so does not find new. */
const LEFT_ALONE = new Set([
  'structure',
  'slug',
  'model',
  'forms',
  'fundingLabels',
  'qpvOrZrr',
  'publicationDate',
  'modificationDate',
  ...FIELDS.flatMap(field => [field, ...(SERVICE_FIELDS[field].keys ?? [])]),
])

const Described = z.looseObject({ readOnly: z.boolean().optional(), maxLength: z.number().optional() })
const Metadata = z.looseObject({ actions: z.looseObject({ POST: z.record(z.string(), Described) }) })

/** @param metadata the body of `OPTIONS /services/` */
export function readDialect(metadata: unknown): Dialect {
  const parsed = Metadata.safeParse(metadata)
  if (!parsed.success) return UNKNOWN_DIALECT
  const described = parsed.data.actions.POST
  const dialect: Dialect = { known: true, unwritable: {}, keys: {}, limits: {}, appeared: [] }
  for (const field of FIELDS) {
    const names = SERVICE_FIELDS[field].keys ?? [field]
    const name = names.find(key => described[key] !== undefined && described[key].readOnly !== true)
    if (name === undefined) {
      dialect.unwritable[field] = names.some(key => described[key] !== undefined) ? 'read-only' : 'absent'
      continue
    }
    if (name !== names[0]) dialect.keys[field] = name
    const spec = SERVICE_FIELDS[field]
    const max = described[name]?.maxLength
    if (max !== undefined && spec.type === 'text' && max !== spec.max) dialect.limits[field] = max
  }
  dialect.appeared = Object.keys(described).filter(key => !LEFT_ALONE.has(key) && described[key]?.readOnly !== true)
  return dialect
}
