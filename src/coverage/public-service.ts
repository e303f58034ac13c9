import type { Service } from '../reference/records.ts'
import { qualityScore } from '../reference/score.ts'
import type { OfferState } from './input.ts'

/** What the public reads: the record as DORA shows it; the partner's own while DORA's was never seen. */
export const publicService = ({ shown, offer }: OfferState): Service => shown ?? offer.service

/** Its official score, in [0, 1]. @param date of the report, `YYYY-MM-DD` */
export const publicScore = (state: OfferState, date: string): number =>
  state.shown ? qualityScore(state.shown, { today: date }).score : state.offer.score
