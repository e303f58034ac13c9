import type { CatalogueCounts } from '../coverage/catalogue-contract.ts'
import type { DoraServiceFields, ListedStatus } from '../dora/port.ts'
import type { HomeStanding } from '../dora/visibility.ts'

/** Censuses that are looked back on, for curves and past states: three years of nights. */
export const MOST_CENSUSES = 1100

/** A service of the département, whoever wrote it. */
export interface CensusService {
  slug: string
  department: string
  structure: string
  structureName: string
  name: string
  status: ListedStatus
  modified: string
  city: string | null
  postalCode: string | null
  /** As last read whole; null: not yet. Never its contacts. `delay`: days from creation to publication, null where DORA does not tell; absent: read before it was asked. */
  fields: (CensusFields & { quality?: CensusQuality; delay?: number | null }) | null
  /** Whether its structure lets it be seen; null: not told. */
  home: HomeStanding | null
}

/** What is kept of a service that others wrote: nothing of the people it names. */
export type CensusFields = Pick<
  DoraServiceFields,
  | 'kind'
  | 'subcategories'
  | 'publics'
  | 'feeCondition'
  | 'locationKinds'
  | 'cityCode'
  | 'postalCode'
  | 'diffusionZoneType'
  | 'diffusionZoneDetails'
  | 'suspensionDate'
  | 'updateFrequency'
>

/** What a whole reading says of how well a service is described; absent: read before it was asked. */
export interface CensusQuality {
  /** Official score in [0, 1], on the day of the reading. */
  score: number
  /** Whether it gives a telephone, an e-mail or a link; null: hidden from this account. Never which. */
  reachable: boolean | null
}

/** A structure of the département, whoever made it. */
export interface CensusStructure {
  slug: string
  name: string
  siret: string | null
  typology: string | null
  home: HomeStanding | null
}

/** What one census counted; the sums of the services it holds on its day. */
export type CensusCounts = CatalogueCounts

export interface Census {
  id: string
  started: string
  ended: string | null
  /** Everything was listed again, not only what moved. */
  whole: boolean
  /** Latest date of change met, ISO instant. */
  newest: string | null
  requests: number
  counts: CensusCounts | null
}
