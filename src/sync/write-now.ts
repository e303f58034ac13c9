import { fingerprint } from '../common/digest.ts'
import type { NewId } from '../common/ids.ts'
import { DoraError } from '../dora/port.ts'
import type { OfferOutcome, Operation } from '../ledger/plan.ts'
import { type ApplyDeps, applyOperations } from './apply.ts'
import { Tally } from './counts.ts'
import { withSourceLease } from './source-lease.ts'

export interface WriteNowDeps extends Omit<ApplyDeps, 'lease'> {
  newId: NewId
  holder: string
}

/** `done`: written, or there was nothing to write · `later`: DORA or the source is busy, to be asked again · `held`: not the robot's to write. `message` is French. */
export interface WrittenNow {
  state: 'done' | 'later' | 'held'
  message: string
}

/** `written` is called once DORA holds it; `done` is then said, in French. */
interface Decided {
  operation: Omit<Operation, 'id'>
  outcome: OfferOutcome
  done: string
  written(): Promise<void>
}

/**
 * One write that a person asked for, at once: a plan of that write alone, approved by them, through the same door as every other, under the
 * lease of the source.
 * @param run what stands for the run in the journal
 * @param later what is said when DORA or the source is busy
 * @param decide what is to be written, as DORA stands now; or why nothing is
 */
export async function writeNow(
  asked: { source: string; run: string; by: string; later: string },
  deps: WriteNowDeps,
  decide: () => Promise<WrittenNow | Decided>,
): Promise<WrittenNow> {
  const { ledger, clock, newId, holder } = deps
  const { source, run, by } = asked
  const later: WrittenNow = { state: 'later', message: asked.later }
  const work = async (lease: ApplyDeps['lease']): Promise<WrittenNow> => {
    const decided = await decide()
    if ('state' in decided) return decided
    const { operation, outcome } = decided
    const id = newId('plan')
    const print = fingerprint({ key: operation.key, slug: operation.slug })
    const tally = new Tally()
    tally.count(outcome)
    await ledger.plans.save({
      id,
      run,
      source,
      createdAt: clock.now().toISOString(),
      computedFrom: { configuration: '', desired: print, actual: print },
      operations: [{ ...operation, id: newId('step') }],
      outcomes: [outcome],
      counts: tally.counts,
      requests: 2,
      durationMs: 0,
      quarantine: null,
      state: 'approved',
      approvedBy: by,
    })
    const plan = await ledger.plans.head(id)
    if (plan === null) return later
    let held = false
    for await (const { end } of applyOperations(plan, by, { ...deps, lease })) held = end === 'done'
    await ledger.plans.move(id, ['approved'], held ? 'applied' : 'stale')
    if (!held) return later
    await decided.written()
    return { state: 'done', message: decided.done }
  }
  try {
    const held = await withSourceLease(ledger, source, holder, work)
    return held.busy ? later : held.result
  } catch (error) {
    if (error instanceof DoraError) return later
    throw error
  }
}
