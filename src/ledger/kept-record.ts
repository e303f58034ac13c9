import type { NormalisedOffer } from '../normalise/normalised-offer.ts'
import { pack, unpack } from './packed.ts'

/** The columns of `offers` that hold a record. */
export interface KeptRecord {
  record: string | null
  /** Packed JSON of its whole provenance; null: it stands in the record, as before 29 November 2026. */
  provenance: Uint8Array | null
}

/**
 * A record as the ledger keeps it. Its provenance is most of its weight, and only the page of one offer reads it, except what a report counts (the
 * provenance of the end), which stays in the record.
 */
export function keptRecord({ provenance, ...rest }: NormalisedOffer): KeptRecord {
  const counted = provenance.fin ? { fin: provenance.fin } : {}
  return { record: JSON.stringify({ ...rest, provenance: counted }), provenance: pack(JSON.stringify(provenance)) }
}

export function wholeRecord({ record, provenance }: KeptRecord): NormalisedOffer | null {
  if (record === null) return null
  const read = JSON.parse(record) as NormalisedOffer
  return provenance === null
    ? read
    : { ...read, provenance: JSON.parse(unpack(provenance)) as NormalisedOffer['provenance'] }
}
