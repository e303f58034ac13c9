/** Reference field (French name) → text, as a person typed it. Lists are comma-separated. */
export type Typed = Record<string, string>

/** A telephone call that the gestionnaire writes down. */
export interface LoggedCall {
  /** `YYYY-MM-DD` */
  day: string
  /** Who answered, at the partner's. */
  person: string
  note: string
}

/** What a partner said, by kind. */
export type StatementBody =
  /** Still true, on the day it was said, or on that of the telephone call in which the gestionnaire heard it. */
  | { kind: 'confirmation'; call?: LoggedCall }
  | { kind: 'correction'; fields: Record<string, { before: string; after: string }>; comment: string }
  | { kind: 'declaration'; fields: Typed; from: string }
  | { kind: 'withdrawal'; reason: string }
  /** A withdrawn offer is there again. */
  | { kind: 'return' }
  /** Stop reading our site. */
  | { kind: 'stop'; reason: string }

export interface Statement {
  id: string
  at: string
  partner: string
  /** The offer it is about, or null for a new one or for all. */
  offer: { source: string; key: string } | null
  /** Label for people. */
  title: string
  body: StatementBody
  /** Name and address of who said it. */
  by: string
  /** The gestionnaire wrote it down for the partner, whoever decided of it since. */
  noted?: true
  /** `revoked`: accepted once, and taken back since. `cancelled`: taken back by its partner. `replaced`: they said otherwise since. */
  state: 'open' | 'accepted' | 'refused' | 'revoked' | 'cancelled' | 'replaced'
  decided: string | null
  decidedBy: string | null
  /** Why it was refused. */
  reason: string | null
}
