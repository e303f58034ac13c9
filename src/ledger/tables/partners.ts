/** What is asked of partners, and what they say. */
export interface PartnerTables {
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
    /** JSON of what was said; `noted` beside it: the gestionnaire wrote it down. */
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
}
