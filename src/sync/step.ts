import type { Rejection } from '../common/rejection.ts'
import type { Operation } from '../ledger/plan.ts'
import type { Field } from './fields.ts'

/** How one operation ended. */
export type Step =
  | {
      end: 'done'
      operation: Operation
      slug: string
      wrote: boolean /** Fields that came back otherwise than sent. */
      notKept?: readonly Field[]
    }
  /** DORA moved since the plan: nothing was sent. */
  | { end: 'stale'; operation: Operation; reason: string }
  /** The answer was lost and DORA does not show the effect yet. */
  | { end: 'doubt'; operation: Operation; reason: string }
  /** DORA refuses this content. */
  | { end: 'refused'; operation: Operation; rejection: Rejection }
  /** Surely without effect: tried again by the next run. */
  | { end: 'failed'; operation: Operation; reason: string }
