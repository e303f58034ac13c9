import type { Generated } from 'kysely'

/**
 * The ledger's tables, as SQL holds them. Every column is a type that SQLite and Postgres share: text, integer, double precision, bytes.
 * Instants are ISO 8601 UTC text with milliseconds (they sort as text); JSON is text, read and written by the repositories only;
 * a yes/no is 0 or 1; a token is only ever kept as its SHA-256.
 */
export interface Tables {
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
  sources: {
    id: string
    /** Fingerprint of mapping + configuration of the last plan that was applied; null before the first. */
    configuration: string | null
    last_success: string | null
    last_outcome: string | null
    /** Who asked for a pass or a simulation last, and when. */
    asked_by: string | null
    asked_at: string | null
    /** JSON of `AsOf`. */
    as_of: string | null
    /** JSON of what its waiting offers were compared with, packed. */
    kept: Uint8Array | null
  }
  runs: {
    id: string
    source: string
    started: string
    ended: string | null
    /** `running`, then exactly one final state. */
    state: string
    configuration: string | null
    /** Harvest outcome, JSON. */
    outcome: string | null
    counts: string | null
    report: string | null
    plan: string | null
    message: string | null
    /** Who or what started it. */
    trigger: string
  }
  runs_lines: {
    run: string
    n: number
    /** JSON array; empty when it is packed. */
    body: string
    packed: Uint8Array | null
  }
  bodies: {
    hash: string
    /** Packed as the document store packs (gzip). */
    bytes: Uint8Array
    /** Bytes before packing. */
    size: number
    stored: string
  }
  documents: {
    source: string
    address: string
    hash: string
    fetched: string
    /** `LastSeen` of the document store, JSON. */
    detail: string
  }
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
  operations: {
    id: string
    plan: string
    run: string
    source: string
    key: string
    kind: string
    structure: string | null
    slug: string | null
    before: string | null
    after: string
    reason: string
    approved_by: string
    /** `intent`, then `done`, `doubt`, `refused`, `failed` or `void`. */
    state: string
    intended: string
    ended: string | null
    /** JSON: what a look-up needs after a doubt. */
    lookup: string | null
    message: string | null
    /** JSON: what persons decided that the write carries out. */
    choices: string | null
  }
  plans: {
    id: string
    run: string
    source: string
    created: string
    state: string
    approved_by: string | null
    approved: string | null
    /** Since when a person wants it sent; what policy approved needs nobody. */
    asked: string | null
    /** Why a person refused it. */
    refusal: string | null
    body: string
  }
  plans_parts: {
    plan: string
    /** Which list of the plan, by its name. */
    list: string
    n: number
    /** JSON array; empty when it is packed. */
    body: string
    packed: Uint8Array | null
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
  leases: {
    name: string
    holder: string
    token: number
    expires: string
  }
  /** Lists of offers that people keep. */
  saved_lists: {
    id: string
    person: string
    name: string
    /** The end of its address, from `?`; '' for all. */
    query: string
    at: string
  }
  snapshots: {
    id: string
    /** `YYYY-MM-DD` */
    date: string
    /** e.g. `application/json` */
    media: string
    bytes: Uint8Array
    stored: string
  }
  /** The final account of each convention: what persons said, word after word. */
  bilan_answers: {
    id: string
    convention: string
    box: string
    value: string
    by: string
    at: string
  }
  /** Conventions imported in the portal, version after version. */
  conventions: {
    /** Its name, e.g. `2025`. */
    convention: string
    /** From 1. */
    version: number
    /** YAML, in the shape of `config/conventions/<year>.yaml`. */
    body: string
    by: string
    at: string
  }
  /** Sources taught in the portal, version after version. */
  taught_sources: {
    source: string
    /** From 1. */
    version: number
    /** YAML, in the shape of `config/sources/<id>.yaml`. */
    config: string
    /** YAML, in the shape of `mappings/<id>/mapping.yaml`. */
    mapping: string
    /** JSON: what it was learnt from and what was chosen, to open it again. */
    lesson: string
    state: 'taught' | 'withdrawn'
    /** French: what this version changed. */
    note: string
    by: string
    at: string
  }
  /** Lessons that nobody has kept yet. */
  lessons: { id: string; body: string; by: string; at: string }
  /** What the watch told last, by subject. */
  alerts: {
    subject: string
    standing: string
    message: string
    at: string
  }
  events: {
    id: string
    at: string
    actor: string
    action: string
    source: string | null
    key: string | null
    detail: string
  }
  people: {
    id: string
    email: string
    name: string
    role: string
    created: string
    created_by: string
    disabled: string | null
  }
  contacts: {
    id: string
    partner: string
    /** Null for who is reached by telephone only. */
    email: string | null
    phone: string | null
    name: string
    created: string
    created_by: string
    removed: string | null
  }
  entry_tokens: {
    hash: string
    holder_kind: string
    holder: string
    next: string
    created: string
    expires: string
    used: string | null
  }
  partner_links: {
    id: string
    hash: string
    contact: string
    created: string
    created_by: string
    expires: string
    revoked: string | null
    last_used: string | null
  }
  sessions: {
    hash: string
    holder_kind: string
    holder: string
    link: string | null
    created: string
    expires: string
  }
  /** What was typed in a form whose session was over, until it is sent again. */
  drafts: {
    holder_kind: string
    holder: string
    /** Where the form posts. */
    action: string
    /** Where the form stands. */
    page: string
    /** JSON, `[name, value][]`. */
    fields: string
    at: string
  }
  secrets: { name: string; value: string; created: string }
  campaigns: {
    id: string
    title: string
    message: string
    created: string
    created_by: string
    remind_after: number
    closed: string | null
  }
  campaign_sends: {
    campaign: string
    contact: string
    sent: string
    reminded: string | null
    /** First statement of the contact after the message. */
    answered: string | null
  }
  statements: {
    id: string
    at: string
    partner: string
    source: string | null
    key: string | null
    kind: string
    title: string
    detail: string
    by: string
    state: string
    decided: string | null
    decided_by: string | null
    reason: string | null
  }
  /** Partners who asked not to be read any more. */
  stops: {
    partner: string
    since: string
    /** Name and address of who asked. */
    by: string
    reason: string
    /** Since when it holds no more. */
    lifted: string | null
    lifted_by: string | null
    /** What the partner agreed to, when somebody else lifted it. */
    agreement: string | null
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
  source_settings: {
    source: string
    schedule: string | null
    paused: string | null
    pause_reason: string | null
    by: string
    at: string
  }
  /** Catalogues that are whole; latest `built` of a variant is the one served. */
  feeds: {
    id: string
    /** `sans-dora` or `avec-dora` */
    variant: string
    built: string
    /** What the ledger looked like then: the same basis gives the same catalogue. */
    basis: string
    services: number
    /** JSON, by file: `{etag, size, parts}`. */
    files: string
  }
  /** The files of a catalogue, cut and gzipped part by part. */
  feed_parts: { feed: string; file: string; n: number; stored: string; bytes: Uint8Array }
  /** Since when the catalogues built are too small to be believed. */
  feed_losses: { variant: string; since: string }
}
