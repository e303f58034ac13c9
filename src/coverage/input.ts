import type { Rejection, Whose } from '../common/rejection.ts'
import type { Convention } from '../convention/convention.ts'
import type { DoraStatus } from '../dora/port.ts'
import type { HomeStanding } from '../dora/visibility.ts'
import type { NormalisedOffer } from '../normalise/normalised-offer.ts'
import type { Service } from '../reference/records.ts'

/** One offer as the ledger knows it on the report's date. */
export interface OfferState {
  offer: NormalisedOffer
  /** Outcome of its last run. */
  state: 'created' | 'updated' | 'unchanged' | 'conflict' | 'rejected' | 'waiting' | 'retired'
  reason: string
  /** Service in DORA, or null while there is none. */
  slug: string | null
  status: DoraStatus | null
  /** What decides, with the status, whether the public sees it; absent: not told. See `visibility`. */
  suspension?: string | null
  home?: HomeStanding | null
  /** ISO instants; null when it never happened. */
  firstSeen: string
  lastSeen: string
  publishedAt: string | null
  /** Last confirmation by a person (pressed, told by telephone, or a save in DORA), `YYYY-MM-DD`. */
  confirmedAt: string | null
  whose: Whose | null
  /** The record as DORA shows it, when it was seen there: what the public reads. Absent or null: only the partner's page is known. */
  shown?: Service | null
}

/** Everything a report is computed from: same input, same bytes. */
export interface CoverageInput {
  /** `YYYY-MM-DD` */
  date: string
  convention: Convention
  territory: Territory
  sources: {
    id: string
    name: string
    partner: string
    /** ISO instant. */
    lastSuccess: string | null
    outcome: string | null
    /** How it stands today, French, and whether that is late. Absent: nobody looked. */
    standing?: { word: string; late: boolean }
  }[]
  offers: OfferState[]
  rejections: (Rejection & { source: string })[]
  /** Partners that the gestionnaire has been in touch with; absent when nobody keeps that list. `day`: `YYYY-MM-DD`. */
  contacts?: { partner: string; day: string }[]
  /** Corrections that partners proposed or made; absent when not recorded. `day`: `YYYY-MM-DD`. */
  corrections?: { source: string; key: string; field: string; day: string }[]
}

export interface Territory {
  department: string
  name: string
  /** Agencies of the Département, each a set of EPCI; `inferred` when no document confirms the list. */
  agencies: { name: string; epci: string[]; inferred: boolean }[]
  /** EPCI codes as squares of a map, row by row; absent or empty: in alphabetical order. */
  map?: string[][]
}
