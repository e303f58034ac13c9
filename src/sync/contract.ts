import type { Rejection } from '../common/rejection.ts'
import type { DoraServiceFields, DoraStructureDraft } from '../dora/contract.ts'

/** How sure a match is, and what it rests on (French sentences). */
export interface Match {
  certainty: 'certain' | 'doubtful' | 'none'
  slug: string | null
  /** [0, 1] */
  score: number
  reasons: string[]
}

/** Desired state of one offer in DORA: what the source says today, translated. */
export interface Desired {
  source: string
  key: string
  /** Label for people: name of the offer. */
  name: string
  structure: { siret: string | null; name: string; cityCode: string | null; draft: DoraStructureDraft }
  fields: DoraServiceFields
  /** Version order of the offer: ISO instant of the harvest that produced it. */
  version: string
  /** Fingerprint of `fields`. */
  fingerprint: string
}

export interface Conflict {
  field: keyof DoraServiceFields
  base: unknown
  ours: unknown
  theirs: unknown
}

export type OperationKind = 'create' | 'adopt' | 'update' | 'archive' | 'restore' | 'create-structure'

/** One write a plan proposes. */
export interface Operation {
  id: string
  kind: OperationKind
  source: string
  /** Key of the offer inside its source. */
  key: string
  name: string
  structure: string | null
  slug: string | null
  /** DORA's modification date that the operation was computed from (null for a create): stale when it moved. */
  seen: string | null
  before: Partial<DoraServiceFields> | null
  after: Partial<DoraServiceFields>
  conflicts: Conflict[]
  /** French, for people. */
  reason: string
  /** [0, 1] */
  confidence: number
}

/** What became of one offer in a run; one line per offer seen or missing. The sums of these lines are the report. */
export interface OfferOutcome {
  key: string
  name: string
  slug: string | null
  state: 'created' | 'updated' | 'unchanged' | 'conflict' | 'rejected' | 'waiting' | 'retired'
  reason: string
  rejection?: Rejection
}

export interface Counts {
  seen: number
  created: number
  updated: number
  unchanged: number
  conflicts: number
  rejected: number
  waiting: number
  retired: number
}

/** The list of writes a run proposes, bound to what it was computed from. */
export interface Plan {
  id: string
  run: string
  source: string
  createdAt: string
  /** Fingerprints of mapping + configuration, of the desired offers, and of DORA as read. */
  computedFrom: { configuration: string; desired: string; actual: string }
  operations: Operation[]
  outcomes: OfferOutcome[]
  counts: Counts
  /** Requests to DORA it will take, and milliseconds at the quota. */
  requests: number
  durationMs: number
  /** Null: may be applied by policy. Otherwise why a person must approve, in French. */
  quarantine: string | null
  state: 'proposed' | 'approved' | 'applied' | 'refused' | 'stale' | 'partly-applied'
  approvedBy: string | null
}
