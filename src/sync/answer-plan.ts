import type { RefusedHow } from '../ledger/choices.ts'
import type { Shelves } from '../ledger/ledger.ts'
import { refuseOperation } from './refuse-operation.ts'

/** What a named person says of a plan. */
export type PlanAnswer =
  | { action: 'approve'; note: string | null }
  /** `how`: whether its values may be proposed again; `later` when nobody said. */
  | { action: 'refuse'; reason: string | null; how?: RefusedHow }

/**
 * The one way a person approves or refuses a plan, whatever door they came by. Its question closes with it, the journal has their word, and
 * an approved plan is to be sent: whoever calls sends it, or `approved-plans` does.
 * Call it in a transaction: the word and what it changes are there together.
 * @returns false when the plan was decided or replaced before: nothing changed
 */
export async function answerPlan(shelves: Shelves, plan: string, answer: PlanAnswer, by: string): Promise<boolean> {
  const { action } = answer
  const moved =
    action === 'approve' ? await shelves.plans.approve(plan, by) : await shelves.plans.refuse(plan, by, answer.reason)
  if (!moved) return false
  const head = await shelves.plans.head(plan)
  const undoing = head?.hold === 'undo'
  // To leave things as they are is not to refuse what DORA held before.
  if (answer.action === 'refuse' && !undoing) {
    const said = { how: answer.how ?? 'later', plan, reason: answer.reason ?? '' }
    for await (const operation of shelves.plans.items(plan, 'operations'))
      await refuseOperation(shelves, operation, null, said, by)
  }
  const source = head?.source ?? ''
  for (const item of await shelves.inbox.open({ source, kind: 'quarantine' }))
    if (item.detail.plan === plan) await shelves.inbox.decide(item.id, { action }, by)
    // The source goes on with another plan: what was asked of this one is moot.
    else if (action === 'approve' && !undoing) await shelves.inbox.resolve(item.id)
  await shelves.events.add(
    action === 'approve'
      ? { actor: by, action: 'plan-approuve', source, key: null, detail: { plan, note: answer.note } }
      : { actor: by, action: 'plan-refuse', source, key: null, detail: { plan, reason: answer.reason } },
  )
  return true
}
