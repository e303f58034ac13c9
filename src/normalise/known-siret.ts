import { fold } from '../common/text.ts'
import type { NormalisedOffer } from './normalised-offer.ts'

/** Who a source belongs to, as the convention names them. */
export interface KnownPartner {
  names: readonly string[]
  siret: string | null
}

/** The SIRET that the convention holds, for a structure that bears one of the partner's names there; null otherwise. */
export function siretOf(name: string | null | undefined, partner: KnownPartner): string | null {
  const same = partner.names.some(each => fold(each) === fold(name ?? ''))
  return same ? partner.siret : null
}

/** The offer, its structure with the SIRET of the convention where its source gives none. Pure. */
export function withKnownSiret(offer: NormalisedOffer, partner: KnownPartner): NormalisedOffer {
  const { structure } = offer
  const siret = structure.siret === null ? siretOf(structure.nom, partner) : null
  return siret === null ? offer : { ...offer, structure: { ...structure, siret } }
}
