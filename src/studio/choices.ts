import type { Shown } from '../harvest/connectors/lecture.ts'

/** What a person decided of one field. */
export type Choice =
  /** Where the source says it. */
  | { kind: 'shown'; shown: Shown }
  /** Typed: text, or codes of a référentiel. */
  | { kind: 'constant'; value: string | string[] }
  /** The source does not say it. */
  | { kind: 'silent' }
  /** What the line of the convention says. */
  | { kind: 'convention' }

/** What a person decided so far. Plain data. */
export interface Choices {
  /** By field of the studio, for every offer. */
  fields: Record<string, Choice>
  /** By name of the offer as it was read, then by field: they win over those of all. */
  offers: Record<string, Record<string, Choice>>
  /** Names of what is no offer after all. */
  out: string[]
  /** Zones that belong to no offer: their label, or how they begin. */
  without: string[]
}

export const NOTHING_CHOSEN: Choices = { fields: {}, offers: {}, out: [], without: [] }
