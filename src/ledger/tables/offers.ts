import type { Generated } from 'kysely'

/** Offers, the services they hold in DORA, what is asked and was decided of them. */
export interface OfferTables {
  offers: {
    source: string
    key: string
    name: string
    /** The name folded: the order of lists, where an accent does not count. */
    sort: string
    first_seen: string
    last_seen: string
    /** Complete runs in a row without the offer. */
    misses: number
    version: string
    fingerprint: string | null
    /** NormalisedOffer, JSON; the last usable one. See `kept-record.ts`. */
    record: string | null
    provenance: Uint8Array | null
    /** Rejection, JSON, when its last version was refused. */
    rejection: string | null
    /** Fingerprint (fields + configuration) that DORA refused: not tried again until it moves. */
    refused: string | null
    state: string
    reason: string
    whose: string | null
    run: string
  }
  /** What lists of offers look for, made of the record: see `offerFacets`. */
  offers_facets: {
    id: Generated<number>
    source: string
    key: string
    /** Everything a person may search for, folded: name, text, commune, address, telephone, e-mail, structure, themes. */
    words: string
    /** Themes and lines of the convention, each between spaces. */
    themes: string
    actions: string
    commune: string
    /** Told last day `YYYY-MM-DD`; null: none. */
    ends: string | null
    /** Quality, in [0, 1]; null while there is no record. */
    score: number | null
    /** Codes of the intercommunalités where it is held or that it serves, each between spaces. */
    epci: string
    /** Last day that only the convention gives. */
    supposed_end: string | null
    /** Name of the service of the record. */
    called: string | null
    /** What a report counts of the record (`coverage/counted-text.ts`); null: to be made of it. */
    counted: string | null
  }
  /** Every word there is among them. */
  offers_terms: { term: string }
  links: {
    source: string
    key: string
    slug: string
    structure: string
    /** `created` or `adopted` */
    origin: string
    base: string
    sent: string
    version: string
    /** DORA's modification date right after our last write. */
    modified: string
    /** JSON `{fingerprint, modified}` of the last merge that had nothing left to do. */
    settled: string | null
    /** JSON, when the bot archived it. */
    retired: string | null
    status: string | null
    published: string | null
    /** ISO instant: DORA's modification date of a person's last save there, as far as it was seen. */
    edited: string | null
    /** `YYYY-MM-DD`: DORA's suspension date, as last read. */
    suspension: string | null
    /** `shown`, `orphan` or `obsolete`; null: not told. */
    home: string | null
    since: string
    /** JSON: the fields as DORA last held them. */
    shown: string | null
    /** What a report counts of them (`coverage/counted-text.ts`); null: to be made of them. */
    counted: string | null
  }
  inbox: {
    id: string
    kind: string
    source: string
    key: string | null
    /** One open item per subject. */
    subject: string
    title: string
    detail: string
    run: string | null
    opened: string
    closed: string | null
    decision: string | null
    decided_by: string | null
    /** An answer that waits until DORA can be looked at: what it points at, who gave it, when. */
    kept_slug: string | null
    kept_by: string | null
    kept_at: string | null
  }
  choices: {
    source: string
    key: string
    topic: string
    value: string
    decided_by: string
    decided: string
  }
}
