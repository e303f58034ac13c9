import type { Rejection, Whose } from '../common/rejection.ts'
import type { Convention } from '../convention/convention.ts'
import type { DoraStatus } from '../dora/port.ts'
import type { HomeStanding, Visibility } from '../dora/visibility.ts'
import type { Service, Structure } from '../reference/records.ts'
import type { CatalogueMonth } from './catalogue-contract.ts'
import type { CountedFields } from './counted-fields.ts'
import type { Outlines } from './territory-contract.ts'

/** What a report counts of an offer. */
export interface CountedOffer {
  source: string
  key: string
  /** As the partner names its service. */
  name: string
  service: CountedFields
  structure: Pick<Structure, 'nom' | 'code_insee'>
  /** Official score in [0, 1] of what the partner says. */
  score: number
  /** Lines of the convention that it answers. */
  actions: string[]
  /** Last day `YYYY-MM-DD` that the partner itself gives; null: none. */
  end: string | null
  /** All its words; only an offer that speaks for a line needs them (`speakers`). */
  description?: string
}

/** One offer as the ledger knows it on the report's date. */
export interface OfferState {
  offer: CountedOffer
  /** Outcome of its last run. */
  state: 'created' | 'updated' | 'unchanged' | 'conflict' | 'rejected' | 'waiting' | 'retired'
  reason: string
  /** Service in DORA, or null while there is none. */
  slug: string | null
  status: DoraStatus | null
  /** What decides, with the status, whether the public sees it; absent: not told. See `visibility`. */
  suspension?: string | null
  home?: HomeStanding | null
  /** ISO days or instants, of which the day counts; null when it never happened. */
  firstSeen: string
  publishedAt: string | null
  /** Last confirmation by a person (pressed, told by telephone, or a save in DORA), `YYYY-MM-DD`. */
  confirmedAt: string | null
  whose: Whose | null
  /** The record as DORA shows it, when it was seen there: what the public reads. Absent or null: only the partner's page is known. */
  shown?: CountedFields | null
}

/**
 * All that a report counts of an offer, but its key, its name, its words and the address of its service: offers that count alike share one, and are
 * counted once for all of them. `slug`: null when they have no service in DORA, else nobody's in particular.
 */
export type Alike = Omit<OfferState, 'offer' | 'slug'> & {
  offer: Omit<CountedOffer, 'key' | 'name' | 'description'>
  slug: unknown
}

/** One offer among those that count alike. */
export interface OfferRow {
  like: Alike
  key: string
  name: string
  slug: string | null
  description?: string | undefined
}

/** An offer by itself, or among those that count alike. */
export type AnyOffer = OfferState | OfferRow

/** Everything a report is computed from: same input, same bytes. */
export interface CoverageInput<Offer extends AnyOffer = OfferState> {
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
  offers: readonly Offer[]
  rejections: (Rejection & { source: string })[]
  /** Partners that the gestionnaire has been in touch with; absent when nobody keeps that list. `day`: `YYYY-MM-DD`. */
  contacts?: { partner: string; day: string }[]
  /** What partners said, by themselves or in a call; absent when nobody keeps that list. `day`: `YYYY-MM-DD`. */
  answers?: { partner: string; day: string }[]
  /** Corrections that partners proposed or made; absent when not recorded. `day`: `YYYY-MM-DD`. */
  corrections?: { source: string; key: string; field: string; day: string }[]
  /** What DORA and others hold of the département, whoever wrote it; null or absent: no census was made yet. */
  census?: CensusInput | null
}

/** The same, whose offers may be given among those that count alike. */
export type AnyInput = CoverageInput<AnyOffer>

/** A census as it stands on the report's date. */
export interface CensusInput {
  /** Day of the last one that came to its end, `YYYY-MM-DD`. */
  taken: string
  /** Day on which the file of other sources was read, `YYYY-MM-DD`; null or absent: none was. */
  elsewhere?: string | null
  structures: number
  /** Of those, without anybody: nothing of theirs is shown. */
  orphans: number
  /** All of DORA's that are not archived, those that the robot follows too; then those of other sources. */
  services: readonly CountedService[]
  /** What each past census counted, the last of each month, the oldest first. */
  months: CatalogueMonth[]
  /** A past census: slugs that the robot held then, which no offer tells any more; null: not noted. Absent: today's, which offers tell. */
  held?: ReadonlySet<string> | null
}

/** A service that somebody else may have written, as it is counted. */
export interface CountedService {
  origin: 'dora' | 'elsewhere'
  slug: string
  structure: string
  published: boolean
  seen: Visibility['seen']
  upToDate: boolean
  /** Official score in [0, 1]; null: not known. */
  quality: number | null
  /** Whole days from its creation to its publication; null: DORA does not tell both, or not in that order. */
  delay: number | null
  /** Null: not read whole yet, so that nobody knows whom and where it serves. */
  placed: Placed | null
}

/** What says whom and where a service serves. */
export type Placed = Pick<Service, 'thematiques' | 'publics' | 'modes_accueil' | 'zone_eligibilite' | 'code_insee'>

export interface Territory {
  department: string
  name: string
  /** Agencies of the Département, each a set of EPCI; `inferred` when no document confirms the list. */
  agencies: { name: string; epci: string[]; inferred: boolean }[]
  /** EPCI codes as squares of a map, row by row; absent or empty: in alphabetical order. */
  map?: string[][]
  /** Outlines of the EPCI, ready to be drawn; absent: squares only. */
  outlines?: Outlines | null
  /** Beneficiaries of the RSA by EPCI code; absent: nobody gave them. */
  beneficiaries?: { source: string; byEpci: Record<string, number> } | null
}
