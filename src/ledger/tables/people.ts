/** Who signs in, and with what. */
export interface PeopleTables {
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
  /** Lists of offers that people keep. */
  saved_lists: {
    id: string
    person: string
    name: string
    /** The end of its address, from `?`; '' for all. */
    query: string
    at: string
  }
  secrets: { name: string; value: string; created: string }
}
