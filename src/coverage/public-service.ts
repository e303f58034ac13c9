import { type CriterionName, qualityScore } from '../reference/score.ts'
import type { CountedFields } from './counted-fields.ts'
import type { Alike, Placed } from './input.ts'

/** What the public reads: the record as DORA shows it; the partner's own while DORA's was never seen. */
export const publicService = ({ shown, offer }: Alike): CountedFields => shown ?? offer.service

/** The same, as far as it says whom and where it serves; a place that the service does not say is its structure's. */
export function placedOffer(state: Alike): Placed {
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
export const publicScore = (state: Alike, date: string): number =>
  state.shown ? scored(state.shown, date).score : state.offer.score

/** Criteria of the official score that what the public reads does not fully meet. */
export const missedCriteria = (state: Alike, date: string): readonly CriterionName[] =>
  scored(publicService(state), date).missed

interface Scored {
  date: string
  score: number
  missed: readonly CriterionName[]
}

/** Each record is scored once a day, however often it is asked. */
const known = new WeakMap<CountedFields, Scored>()

function scored(service: CountedFields, date: string): Scored {
  const before = known.get(service)
  if (before?.date === date) return before
  const { score, criteria } = qualityScore(service, { today: date })
  const missed = criteria.filter(({ value }) => value !== null && value < 1).map(({ name }) => name)
  const found = { date, score, missed: missed.length === 0 ? NONE : missed }
  known.set(service, found)
  return found
}

const NONE: readonly CriterionName[] = []
