import type { Service } from '../reference/records.ts'
import { qualityScore } from '../reference/score.ts'
import type { OfferState, Placed } from './input.ts'

/** What the public reads: the record as DORA shows it; the partner's own while DORA's was never seen. */
export const publicService = ({ shown, offer }: OfferState): Service => shown ?? offer.service

/** The same, as far as it says whom and where it serves; a place that the service does not say is its structure's. */
export function placedOffer(state: OfferState): Placed {
  const { thematiques, publics, modes_accueil, zone_eligibilite, code_insee } = publicService(state)
  return {
    thematiques,
    publics,
    modes_accueil,
    zone_eligibilite,
    code_insee: code_insee ?? state.offer.structure.code_insee,
  }
}

/** Its official score, in [0, 1]. @param date of the report, `YYYY-MM-DD` */
export const publicScore = (state: OfferState, date: string): number =>
  state.shown ? qualityScore(state.shown, { today: date }).score : state.offer.score
