import type { Policy } from '../config/source.ts'
import type { DoraServiceFields } from '../dora/port.ts'
import type { StoredChoice } from '../ledger/choices.ts'
import { effectiveFields, settlingFingerprint } from './effective.ts'
import type { Field } from './fields.ts'
import type { Side } from './merge.ts'
import type { Desired } from './plan.ts'

/** All that the merge of one offer depends on, DORA apart. */
export interface OfferContext {
  desired: Desired
  /** `desired.fields` as policy lets them be. */
  fields: DoraServiceFields
  /** Fingerprint under which the offer is settled. */
  settles: string
  neverOurs: readonly string[]
  sides: Partial<Record<Field, Side>>
}

export function contextOf(desired: Desired, policy: Policy, choices: readonly StoredChoice[]): OfferContext {
  const fields = effectiveFields(desired.fields, policy.mode)
  const sides = sidesOf(desired.key, choices)
  return { desired, fields, sides, neverOurs: policy.neverOurs, settles: settlingFingerprint(fields, policy, sides) }
}

/** What people decided, field by field, for one offer. */
export function sidesOf(key: string, choices: readonly StoredChoice[]): Partial<Record<Field, Side>> {
  const sides: Partial<Record<Field, Side>> = {}
  for (const choice of choices) {
    if (choice.key !== key || choice.topic === 'match' || choice.topic === 'structure' || choice.topic === 'lexicon')
      continue
    const field = choice.topic.slice('field:'.length) as Field
    sides[field] = choice.value.once ? { side: 'ours-once', theirs: choice.value.theirs } : { side: choice.value.side }
  }
  return sides
}
