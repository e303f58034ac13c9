/** The portal's own tables. Instants are ISO 8601 UTC text; a token is only ever kept as its SHA-256. */
export interface PortalTables {
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
    email: string
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
