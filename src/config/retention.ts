const DAY_MS = 86_400_000

/**
 * How long each thing is kept, in days, counted from when it stopped being of use. Told in `docs/exploitation.md` and, for what is
 * about people, on the privacy page: change both together.
 */
export const RETENTION_DAYS = {
  /** Pages and feeds as they were read, since they were last seen: to show where a value came from. */
  documents: 183,
  /** Runs and plans, since they ended: one full year of comparison. The last run of each source always stays. */
  runs: 396,
  /** What waited for a person, since it was closed. */
  inbox: 396,
  /** Each write to DORA with before and after, the journal of who did what, and what each census found: the life of a convention. */
  history: 1096,
  /** Personal data of a partner's contact, since it was removed. */
  removedContacts: 30,
  /** Links to partners, since they expired or were revoked. */
  links: 396,
  /** Accounts and the lists they keep, since they were closed; the name stays in the journal. */
  closedAccounts: 396,
  /** What partners told us and no longer counts (refused, taken back, said again since), since it was decided; what holds stays. */
  statements: 396,
  /** The record of an offer that its source no longer shows. */
  retiredOffers: 396,
  /** What was typed in a form whose session was over, since then. */
  drafts: 7,
  /** What was being taught of a source and was not kept, since the last change. */
  lessons: 60,
  /** Sessions and sign-in links, since they expired. */
  sessions: 1,
} as const

export type Kept = keyof typeof RETENTION_DAYS

/** What is older than this instant goes. ISO 8601, UTC. */
export function keptSince(kept: Kept, now: Date): string {
  return new Date(now.getTime() - RETENTION_DAYS[kept] * DAY_MS).toISOString()
}
