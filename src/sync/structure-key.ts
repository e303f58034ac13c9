import { fold } from '../common/text.ts'

/** What tells one structure of a source from another: its SIRET or, for want of one, its name in its commune. */
export function structureKey(structure: { siret: string | null; name: string; cityCode: string | null }): string {
  return structure.siret ?? `${fold(structure.name)}|${structure.cityCode ?? ''}`
}
