import { fold } from '../common/text.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { KnownPartner } from '../normalise/known-siret.ts'
import type { NormalisedOffer } from '../normalise/normalised-offer.ts'

/**
 * The structure of DORA where all that a partner has goes already, for what it declares under its own name: nobody has to be asked again.
 * @param sources ids of the partner's sources
 * @returns its slug, or null: none, or several
 */
export async function usualStructure(
  sources: readonly string[],
  { links }: Pick<Ledger, 'links'>,
): Promise<string | null> {
  const slugs = new Set<string>()
  for (const source of sources) for (const link of await links.list(source)) slugs.add(link.structure)
  const [only, ...others] = slugs
  return others.length === 0 ? (only ?? null) : null
}

/** Whether an offer was declared on the portal, in its partner's own name. */
export function declaredAsPartner({ structure, provenance }: NormalisedOffer, partner: KnownPartner): boolean {
  const declared = provenance.nom?.some(({ rule }) => rule === 'déclaration acceptée') ?? false
  return declared && partner.names.some(name => fold(name) === fold(structure.nom))
}
