import { isFieldChoice, isRefusal } from '../ledger/choices.ts'
import type { Shelves } from '../ledger/ledger.ts'
import type { Operation } from '../ledger/plan.ts'
import { keysOf } from './patch.ts'

/** A choice that held once has held; a value refused for now is not refused for ever, once the source said another that was written. */
export async function forgetOnce(shelves: Shelves, operation: Operation): Promise<void> {
  const { source, key } = operation
  const written = new Set<string>(keysOf(operation.after).flatMap(field => [`field:${field}`, `refused:${field}`]))
  written.add('refused:*')
  for (const choice of await shelves.choices.of(source, key)) {
    if (!written.has(choice.topic)) continue
    if (isFieldChoice(choice) ? choice.value.once : isRefusal(choice) && choice.value.how !== 'never')
      await shelves.choices.forget(source, key, choice.topic)
  }
}
