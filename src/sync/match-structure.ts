import { similarity } from '../common/text.ts'
import type { DoraStructureSummary } from '../dora/port.ts'

export type StructureMatch =
  | { certainty: 'certain'; structure: DoraStructureSummary }
  /** Perhaps one of these; their commune is still to be compared. */
  | { certainty: 'doubtful'; candidates: DoraStructureSummary[]; reason: string }
  | { certainty: 'none' }

/** From this likeness of names on, a structure without the same SIRET is shown to a person. */
const NAME_FROM = 0.85

/**
 * Which structure of the département carries the offer. Only the SIRET decides; a name never does (homonyms are common),
 * it only makes a person look.
 */
export function matchStructure(
  wanted: { siret: string | null; name: string },
  structures: readonly DoraStructureSummary[],
): StructureMatch {
  if (wanted.siret !== null) {
    const exact = structures.find(structure => structure.siret === wanted.siret)
    if (exact !== undefined) return { certainty: 'certain', structure: exact }
  }
  const near = structures.filter(structure => similarity(structure.name, wanted.name) >= NAME_FROM)
  if (near.length === 0) return { certainty: 'none' }
  const siren = wanted.siret?.slice(0, 9)
  const sister = siren !== undefined && near.some(structure => structure.siret?.startsWith(siren))
  return {
    certainty: 'doubtful',
    candidates: near,
    reason: sister
      ? 'DORA connaît un autre établissement du même organisme'
      : wanted.siret === null
        ? 'la source ne donne pas de SIRET et DORA connaît une structure de ce nom'
        : 'DORA connaît une structure de ce nom, sous un autre SIRET ou sans SIRET',
  }
}
