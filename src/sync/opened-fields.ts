import type { Dialect } from '../dora/dialect.ts'
import type { Operation, OperationWork } from '../ledger/plan.ts'
import { asTaken, writable } from './as-taken.ts'
import { type Patch, pick } from './patch.ts'

/**
 * What a creation sends once its structure was made, which makes the account a member: the fields that DORA opens by it are written at once, and what waited
 * for them alone is published. What the plan already sends stays as it is.
 */
export function withOpened(
  { after }: Pick<Operation, 'after'>,
  { desired, heldBack }: Pick<OperationWork, 'desired' | 'heldBack'>,
  dialect: Dialect,
): Patch {
  if (desired === null) return after
  const taken = asTaken(heldBack === undefined ? desired : { ...desired, status: heldBack }, dialect)
  const opened = writable(dialect).filter(field => !Object.hasOwn(after, field))
  const published = heldBack !== undefined && after.status === 'DRAFT' && taken.heldBack === null
  return { ...after, ...pick(desired, opened), ...(published ? { status: heldBack } : {}) }
}
