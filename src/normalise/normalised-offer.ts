import type { Service, Structure } from '../reference/records.ts'

/** Where a value of the reference record comes from. */
export interface Provenance {
  /** The words read, or the convention's value. */
  words: string
  /** Document hash, `convention`, `declaration` or `default`. */
  document: string
  address: string
  where: string
  /** The mapping rule that made the value, e.g. `publics ← .public → publics (lookup)`. */
  rule: string
}

/** What a person should know about a record that is nevertheless usable. `message` is French. */
export interface Finding {
  code: string
  field: string | null
  severity: 'info' | 'avertissement' | 'contradiction'
  message: string
}

/** An offer ready for DORA and for the report. */
export interface NormalisedOffer {
  /** Id of the source in `config/sources`. */
  source: string
  /** Stable key inside the source. */
  key: string
  address: string
  service: Service
  structure: Structure
  provenance: Record<string, Provenance[]>
  findings: Finding[]
  /**
   * Days `YYYY-MM-DD` of the session or of the action, and its places, as far as known; their provenance stands under `debut`, `fin` and `places`
   * (document `convention` when the source is silent). DORA's suspension date comes from `end`.
   */
  session?: { start: string | null; end: string | null; places: number | null }
  /** Quality score in [0, 1], official formula. */
  score: number
  /** Convention lines it answers, e.g. `5/accompagnement`. */
  actions: string[]
}
