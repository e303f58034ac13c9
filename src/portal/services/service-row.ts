import type { CensusService } from '../../ledger/census-records.ts'

/** A service of the census as its list shows it. */
export interface ServiceRow
  extends Pick<CensusService, 'slug' | 'name' | 'structure' | 'structureName' | 'status' | 'city' | 'modified'> {
  seen: 'yes' | 'no' | 'unknown'
  /** Why the public does not see it, French; null: it does, or nobody knows. */
  why: string | null
  /** Published, and changed within the delay that it set itself. */
  upToDate: boolean
  /** Official score in [0, 1]; null: not read yet. */
  quality: number | null
  /** False: it gives no way to be reached; null: not known. */
  reachable: boolean | null
  /** Codes; empty: none, or not read yet. */
  themes: readonly string[]
  publics: readonly string[]
  /** Last day that DORA shows it, `YYYY-MM-DD`. */
  ends: string | null
  /** Code of the EPCI where it receives people. */
  epci: string | null
  /** An offer of the robot holds it. */
  followed: boolean
}
