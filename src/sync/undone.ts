import type { Shelves } from '../ledger/ledger.ts'
import type { Operation, UndoWork } from '../ledger/plan.ts'
import { keysOf } from './patch.ts'

/** Why an undone value is refused, as «Mes règles» says it. */
const REASON = 'annulé'

type Undoing = Pick<Operation, 'source' | 'key' | 'slug'>

/**
 * What is taken back counts as refused from now on, by whoever approved it: no pass writes it again until the source says something else.
 * Call it in a transaction.
 */
export async function refuseUndone(
  { choices }: Pick<Shelves, 'choices'>,
  { source, key }: Undoing,
  { refuse, allow }: UndoWork,
  plan: string,
  by: string,
): Promise<void> {
  for (const field of allow) await choices.forget(source, key, `refused:${field}`)
  for (const field of keysOf(refuse)) {
    const value = { ours: refuse[field] ?? null, how: 'later' as const, plan, reason: REASON }
    await choices.set(source, key, { topic: `refused:${field}`, value }, by)
  }
}

/** The offer lets the service go, if that was asked: it does not take it again by itself. Call it in a transaction, once the write is done. */
export async function letGo(
  { choices, links }: Pick<Shelves, 'choices' | 'links'>,
  { source, key, slug }: Undoing,
  { cut }: UndoWork,
  plan: string,
  by: string,
): Promise<void> {
  if (cut === null || slug === null) return
  await links.remove(source, key)
  await choices.set(source, key, { topic: 'match', value: { not: slug } }, by)
  if (cut.content === null) return
  const value = { ours: cut.content, how: 'later' as const, plan, reason: REASON }
  await choices.set(source, key, { topic: 'refused:*', value }, by)
}
