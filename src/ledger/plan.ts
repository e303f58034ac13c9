import type { Rejection, Whose } from '../common/rejection.ts'
import type { DoraServiceFields, DoraStatus, DoraStructureDraft } from '../dora/port.ts'
import type { NormalisedOffer } from '../normalise/normalised-offer.ts'
import type { PersonsChoice } from './choices.ts'
import type { Conflict } from './conflict.ts'
import type { NewQuestion } from './inbox-question.ts'
import type { KeptReading } from './kept-reading.ts'
import type { AsOf } from './sources.ts'

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
  structure: {
    siret: string | null
    name: string
    cityCode: string | null
    draft: DoraStructureDraft
    /** Slug of the structure where all of its partner's offers go, for one that the partner declared in its own name. */
    usual?: string | null
  }
  fields: DoraServiceFields
  /** Version order of the offer: ISO instant of the harvest that produced it. */
  version: string
  /** Fingerprint of `fields`. */
  fingerprint: string
}

export type OperationKind = 'create' | 'adopt' | 'update' | 'publish' | 'archive' | 'restore' | 'create-structure'

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
  /** What persons decided that it carries out; absent: nothing but the rule. */
  choices?: PersonsChoice[]
  /** What `apply` needs beside what people read; always there on an operation that `planSource` made. */
  work?: OperationWork
}

export interface OperationWork {
  /** Version order of the offer: an older one never lands over a newer one. */
  version: string
  /** Everything the source says, as policy lets it: what `sent` becomes for the fields that are written. */
  desired: DoraServiceFields | null
  /** Fields on which both sides agree, or that a person keeps: memories to move without any write. */
  rebase: Memories
  /** Fingerprint under which the offer is settled once this is done; null when something stays open (a conflict). */
  settles: string | null
  /** ISO instant of a person's save in DORA that the plan saw; absent or null: none since our last write. */
  edited?: string | null
  /** The status it would take if this account could write all its fields; absent: it takes it. */
  heldBack?: DoraStatus
  /** Slugs of the structure's services of that very name when the plan was made (create); plans made before 29 November 2026 hold those of every name. */
  known: string[]
  /** Structure to create, or that an earlier operation of this plan creates. */
  structureKey: string | null
  draft: DoraStructureDraft | null
  /** There when this operation takes an earlier one back. */
  undo?: UndoWork
}

/** What a link remembers of some fields: see `Link`. */
export interface Memories {
  base: Partial<DoraServiceFields>
  sent: Partial<DoraServiceFields>
}

/** What taking an operation back asks for, beside the write. */
export interface UndoWork {
  /** Id of the logged operation that is taken back. */
  of: string
  /** What the link remembered of these fields before it; null: an earlier version did not keep it. */
  was: Memories | null
  /** What that operation had written, by field: from now on nobody wants it. */
  refuse: Partial<DoraServiceFields>
  /** Fields whose refusal ends instead, since what is taken back was itself a taking back. */
  allow: (keyof DoraServiceFields)[]
  /** The offer lets the service go. `content`: what it said when it took it, as `contentOf` says it; null when nobody knows. */
  cut: { content: string | null } | null
}

/** What became of one offer in a run; one line per offer seen or missing. The sums of these lines are the report. */
export interface OfferOutcome {
  key: string
  name: string
  slug: string | null
  state: 'created' | 'updated' | 'unchanged' | 'conflict' | 'rejected' | 'waiting' | 'retired'
  reason: string
  rejection?: Rejection
  /** Whose move it is, when it is somebody's. */
  whose?: Whose
  /** Fields that DORA did not keep as they were sent, now or in an earlier pass. */
  notKept?: readonly (keyof DoraServiceFields)[]
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

export const NO_COUNTS: Counts = {
  seen: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  conflicts: 0,
  rejected: 0,
  waiting: 0,
  retired: 0,
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
  /** Why `quarantine` is not null: `guard` (mass change), `fence` (mapping or configuration moved), `drift` (the pages changed), `keys` (offers come back under other keys), `approval` (policy), `undo` (a person takes back what was written). */
  hold?: 'guard' | 'fence' | 'drift' | 'keys' | 'approval' | 'undo' | null
  /** What the ledger learns when the plan is carried out or, when nobody has to approve, at once. */
  learned?: Learned
}

/** A plan without its long lists, which are read apart, some at a time: `ledger.plans.items`. */
export interface PlanHead extends Omit<Plan, 'operations' | 'outcomes' | 'learned'> {
  sizes: { operations: number; outcomes: number }
  learned?: Pick<Learned, 'whole' | 'asOf'>
}

/** The long lists of a plan, by name, with what each holds. */
export interface PlanLists {
  operations: Operation
  outcomes: OfferOutcome
  sightings: Sighting
  missing: Learned['missing'][number]
  renamed: { from: string; to: string }
  rebases: Learned['rebases'][number]
  inbox: Learned['inbox'][number]
  /** What its waiting offers were compared with. */
  readings: KeptReading
}

/** One offer as a run saw it: what the ledger keeps of it. */
export interface Sighting {
  source: string
  key: string
  name: string
  /** ISO instant of the harvest. */
  version: string
  fingerprint: string | null
  record: NormalisedOffer | null
  rejection: Rejection | null
  run: string
}

/** What a run observed of its source, apart from writes. */
export interface Learned {
  /** Offers seen; what a suspicious run saw is not believed before a person approves its plan. */
  sightings: Sighting[]
  /** The listing was complete: what it does not show is not there. */
  whole?: boolean
  /** What the source's memory of DORA becomes once all is carried out; null or absent: something could not be compared. */
  asOf?: Omit<AsOf, 'run'> | null
  /** Keys missing from a complete listing: one more absence each. */
  missing: string[]
  /** Links whose memories move without a write, by key. */
  rebases: {
    key: string
    base: Partial<DoraServiceFields>
    sent: Partial<DoraServiceFields>
    settled: { fingerprint: string; modified: string } | null
    /** DORA's status as read, for the report. */
    status: DoraStatus | null
    published: string | null
    /** ISO instant of a person's save in DORA that the plan saw; absent or null: none since our last write. */
    edited?: string | null
    /** DORA's suspension date as read; absent in older plans. */
    suspension?: string | null
    /** What the plan saw in DORA; absent: written by an older version. */
    shown?: Partial<DoraServiceFields>
    /** Slug of the structure in which the plan saw it; absent: where it was. */
    structure?: string
    /** Not null: it counts as retired although the bot did not archive it (done already, or a person keeps it). */
    retired: { status: null } | null
  }[]
  /** What waits for a person. */
  inbox: ({ key: string | null; subject: string; title: string } & Exclude<NewQuestion, { kind: 'quarantine' }>)[]
}
