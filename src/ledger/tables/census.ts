/** What DORA and other sources hold of the départements, whoever wrote it. */
export interface CensusTables {
  /** Structures of the départements in DORA, whoever made them. */
  census_structures: {
    slug: string
    department: string
    name: string
    siret: string | null
    typology: string | null
    /** `shown`, `orphan` or `obsolete`; null: not told. */
    home: string | null
    seen: string
    /** Since when DORA no longer lists it. */
    gone: string | null
  }
  census_services: {
    slug: string
    department: string
    structure: string
    name: string
    status: string
    /** DORA's date. */
    modified: string
    city: string | null
    postal_code: string | null
    /** JSON: what is kept of its fields, never a contact; null: not read yet. */
    fields: string | null
    /** DORA's date when they were read. */
    fields_of: string | null
    looked: string | null
    seen: string
    gone: string | null
  }
  /** Where addresses are, as a geocoder told. */
  places: {
    address: string
    /** Degrees; both null: it does not know it. */
    longitude: number | null
    latitude: number | null
    asked: string
  }
  /** What each census found. `state`: JSON, packed. */
  census_states: { census: string; taken: string; state: Uint8Array }
  /** What each reading of other sources gave. `used`: last census beside it; `state`: JSON, packed. */
  other_states: { reading: string; used: string; state: Uint8Array }
  /** Services of the territory that other sources than DORA give. */
  other_services: {
    id: string
    structure: string
    /** JSON: whom and where it serves. */
    placed: string
    updated: string | null
  }
  /** Readings of the file that gives them. */
  other_files: {
    taken: string
    place: string
    /** JSON. */
    counts: string
  }
  censuses: {
    id: string
    started: string
    ended: string | null
    whole: number
    /** Latest date of change met, ISO instant. */
    newest: string | null
    requests: number
    /** JSON. */
    counts: string | null
  }
  /** Calls and letters that people noted of a structure of DORA. */
  structure_notes: {
    id: string
    /** Its slug. */
    structure: string
    at: string
    /** `YYYY-MM-DD` */
    day: string
    kind: 'appel' | 'lettre-mise-a-jour' | 'lettre-prise-en-main'
    note: string
    by: string
  }
}
