import type { DoraService } from '../dora/port.ts'
import type { Conflict } from '../ledger/conflict.ts'
import type { Desired, OfferOutcome, Operation } from '../ledger/plan.ts'
import type { Field } from './fields.ts'
import type { OfferContext } from './offer-context.ts'
import { keysOf, type Patch, pick } from './patch.ts'

/** One write of a plan, without its id: from what DORA shows to what is sent. */
export function writeOf(
  { source, key, name }: Pick<Desired, 'source' | 'key' | 'name'>,
  kind: Operation['kind'],
  actual: DoraService,
  change: Patch,
  reason: string,
  conflicts: Conflict[] = [],
  confidence = 1,
): Omit<Operation, 'id'> {
  return {
    kind,
    source,
    key,
    name,
    structure: actual.structure,
    slug: actual.slug,
    seen: actual.modificationDate,
    before: pick(actual.fields, keysOf(change)),
    after: change,
    conflicts,
    reason,
    confidence,
  }
}

/** What the write is bound to, and what the ledger learns once it is done. */
export function workOf(
  context: OfferContext,
  rebase: { base: Patch; sent: Patch },
  settles: string | null,
): NonNullable<Operation['work']> {
  return { ...bareWork(context.desired.version), desired: context.fields, rebase, settles }
}

/** A write that says nothing of the offer's content. */
export function bareWork(version: string): NonNullable<Operation['work']> {
  const rebase = { base: {}, sent: {} }
  return { version, desired: null, rebase, settles: null, known: [], structureKey: null, draft: null }
}

/** The line of the report for this offer. */
export function lineOf(
  { key, name }: Pick<Desired, 'key' | 'name'>,
  slug: string | null,
  state: OfferOutcome['state'],
  reason: string,
  notKept: readonly Field[] = [],
): OfferOutcome {
  return { key, name, slug, state, reason, ...(notKept.length > 0 ? { notKept } : {}) }
}
