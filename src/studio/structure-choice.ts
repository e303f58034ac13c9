import { fold } from '../common/text.ts'
import type { Ledger } from '../ledger/ledger.ts'

/** Where the offers of a taught source go in DORA: a structure that is there, or one to create under its SIRET. */
export type StructureChoice = { slug: string; siret: string | null } | { slug: null; siret: string }

/** Remembered as a decision about that structure, as if it had been asked. */
export async function rememberStructure(
  { choices }: Pick<Ledger, 'choices'>,
  source: string,
  { name, structure }: { name: string; structure: StructureChoice },
  by: string,
): Promise<void> {
  const key = structure.siret ?? `${fold(name)}|`
  const value = structure.slug === null ? ({ create: true } as const) : { slug: structure.slug }
  await choices.set(source, key, { topic: 'structure', value }, by)
}
