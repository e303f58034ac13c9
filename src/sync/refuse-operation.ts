import type { RefusedValue } from '../ledger/choices.ts'
import type { Shelves } from '../ledger/ledger.ts'
import type { Operation } from '../ledger/plan.ts'
import type { Field } from './fields.ts'
import { keysOf } from './patch.ts'
import { contentOf } from './refused-values.ts'

/**
 * A named person says no to what an operation would write: kept as a decision on these very values, which no pass proposes again until the
 * source says something else. Call it in a transaction.
 * @param field that one only; null: the whole operation
 */
export async function refuseOperation(
  shelves: Pick<Shelves, 'choices'>,
  operation: Operation,
  field: Field | null,
  said: Omit<RefusedValue, 'ours'>,
  by: string,
): Promise<void> {
  const { source, key, kind, after, work } = operation
  if (kind === 'create-structure') return
  const whole = field === null && (kind === 'create' || kind === 'adopt')
  if (whole) {
    const desired = work?.desired
    if (desired)
      await shelves.choices.set(source, key, { topic: 'refused:*', value: { ...said, ours: contentOf(desired) } }, by)
    return
  }
  for (const each of keysOf(after))
    if (field === null || each === field)
      await shelves.choices.set(
        source,
        key,
        { topic: `refused:${each}`, value: { ...said, ours: after[each] ?? null } },
        by,
      )
}
