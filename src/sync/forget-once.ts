import type { Shelves } from '../ledger/ledger.ts'
import { keysOf } from './patch.ts'
import type { Operation } from './plan.ts'

/** A choice that held once has held. */
export async function forgetOnce(shelves: Shelves, operation: Operation): Promise<void> {
  const written = new Set<string>(keysOf(operation.after).map(field => `field:${field}`))
  for (const choice of await shelves.choices.list(operation.source)) {
    if (choice.key !== operation.key || !written.has(choice.topic)) continue
    if (choice.topic === 'match' || choice.topic === 'structure' || choice.topic === 'lexicon') continue
    if (choice.value.once) await shelves.choices.forget(operation.source, operation.key, choice.topic)
  }
}
