import type { ConventionLine } from '../convention/convention.ts'
import type { RawOffer } from '../harvest/connector.ts'
import type { ReadContext } from './mapping/read-rule.ts'
import type { Never } from './mapping/schema.ts'
import type { Provenance } from './normalised-offer.ts'

/** What fields read from: a record, the convention's lines it answers, and (for a service) its structure as already read. */
export interface FieldScope {
  raw: RawOffer
  context: ReadContext
  lines: readonly ConventionLine[]
  structure: FieldValues | null
  /** What may not be said, whatever the page says. */
  never?: readonly Never[]
}

/** Values by field, with where each comes from. */
export interface FieldValues {
  values: Record<string, unknown>
  provenance: Record<string, Provenance[]>
}
