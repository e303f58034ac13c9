import { sequentialIds } from '../../src/common/ids.ts'
import { answerPlan } from '../../src/sync/answer-plan.ts'
import { type ApplyStoredResult, applyStoredPlan } from '../../src/sync/apply-stored.ts'
import { previewUndo, proposeUndo, type UndoAsked, type UndoPreview } from '../../src/sync/propose-undo.ts'
import type { World } from './make.ts'

const ids = sequentialIds()

/** What taking it back would do now. @throws when there is nothing of that name */
export async function preview(world: World, asked: UndoAsked, cut = false): Promise<UndoPreview> {
  const shown = (slug: string) => world.dora.readService(slug)
  const found = await previewUndo(asked, cut, { ledger: world.ledger, shown })
  if (found === null) throw new Error('nothing to take back')
  return found
}

/** Proposes the inverse plan. @returns its id, or null when nothing can be taken back */
export async function propose(world: World, asked: UndoAsked, by: string, cut = false): Promise<string | null> {
  return proposeUndo(await preview(world, asked, cut), by, { ...world, newId: prefix => `${ids(prefix)}_undo` })
}

/** @param configuration fingerprint of how the source is read by now */
export async function approve(
  world: World,
  plan: string,
  by: string,
  configuration = 'c1',
): Promise<ApplyStoredResult> {
  await world.ledger.transaction(shelves => answerPlan(shelves, plan, { action: 'approve', note: null }, by))
  return applyStoredPlan({
    plan,
    by,
    configuration,
    ledger: world.ledger,
    reader: world.dora,
    writer: world.dora,
    clock: world.clock,
    departments: ['35'],
    holder: 'test',
  })
}

/** Takes it back and approves at once. */
export async function takeBack(world: World, asked: UndoAsked, by: string, cut = false): Promise<ApplyStoredResult> {
  const plan = await propose(world, asked, by, cut)
  if (plan === null) throw new Error('nothing can be taken back')
  return approve(world, plan, by)
}
