import type { DoraService, DoraStructure, DoraStructureSummary } from '../dora/port.ts'
import { pack, unpack } from './packed.ts'

/** What an offer that waits was compared with, as DORA showed it. Of others' services no contact and no editor is kept. */
export type KeptReading =
  | { of: 'structure'; structure: DoraStructure }
  /** A service of others that an offer may be. */
  | { of: 'candidate'; slug: string; modified: string; candidate: ComparedFields }
  /** Null: nobody has that SIRET. */
  | { of: 'siret'; siret: string; found: DoraStructureSummary | null }
  /** A service of ours about which both sides disagree. `settles`: fingerprint of what was compared with it. */
  | { of: 'conflict'; settles: string; service: Omit<DoraService, 'lastEditor'> }

/** What is compared of a service beside its name. */
export interface ComparedFields {
  subcategories: string[]
  cityCode: string | null
}

/** @param run whose `AsOf` they belong to */
export const packReadings = (run: string, readings: readonly KeptReading[]): Uint8Array | null =>
  readings.length === 0 ? null : pack(JSON.stringify({ run, readings }))

/** Nothing when they belong to another run: a version that keeps none has passed since. */
export function readingsOf(run: string, kept: Uint8Array | null): KeptReading[] {
  if (kept === null) return []
  const found = JSON.parse(unpack(kept)) as { run: string; readings: KeptReading[] }
  return found.run === run ? found.readings : []
}
