import type { Ledger } from '../ledger/ledger.ts'
import type { PlanHead } from '../ledger/plan.ts'
import type { RunReport } from '../ledger/run-report.ts'
import type { FinalState } from '../ledger/runs.ts'
import { type ApplyDeps, applyOperations } from './apply.ts'
import { learnOutcomes, learnSightings } from './learn.ts'
import { DoraAway } from './patient-dora.ts'
import { readingsAfter } from './readings-after.ts'
import { Ends, type Reported, reported, reportRun } from './report.ts'
import { settleDoubts } from './settle-doubts.ts'
import { lookAtShown } from './shown.ts'
import type { Step } from './step.ts'

export interface CarryOutInput extends ApplyDeps {
  plan: PlanHead
  /** Fingerprint of mapping + configuration as they are now. */
  configuration: string
  /** Called after each operation. */
  onStep?: (step: Step, done: number, total: number) => void
}

/** Who approves when no person has to. */
export const BY_POLICY = 'politique'

/** What came of a plan; `from` is what the lines of the report are made of (`closeRun`). */
export interface Applied {
  report: RunReport
  from: Reported
  state: FinalState
  /** French: why it stopped on the way; null when it did not. */
  message: string | null
}

/**
 * Carries a plan out: one that a person approved, or one that nothing holds (then policy approves it). Its operations are read from the
 * ledger some at a time.
 * Refuses as stale, and writes nothing, when mapping or configuration moved or a newer plan of the source exists; a plan that takes writes
 * back owes nothing to either.
 * @throws LeaseLost when another worker took the source over
 */
export async function carryOut(input: CarryOutInput): Promise<Applied> {
  const { ledger, clock, configuration } = input
  const stored = (await ledger.plans.head(input.plan.id)) ?? input.plan
  const plan: PlanHead = { ...stored, run: input.plan.run }
  const undoing = plan.hold === 'undo'
  const moved = !undoing && plan.computedFrom.configuration !== configuration
  if (moved) await ledger.plans.move(plan.id, ['proposed', 'approved'], 'stale')
  const current = (await ledger.plans.head(plan.id))?.state ?? plan.state
  if (moved || current === 'stale' || (await isOver(plan, current, ledger)))
    return refuse({ ...plan, state: 'stale' }, ledger)
  if (current === 'proposed' && plan.quarantine !== null) return refuse(plan, ledger)
  if (current === 'refused') return refuse({ ...plan, state: 'refused' }, ledger)
  const approvedBy = plan.approvedBy ?? BY_POLICY
  if (current === 'proposed') await ledger.plans.move(plan.id, ['proposed'], 'approved', approvedBy)
  await moveRenamed(plan, ledger)
  // Under the run that observed it: an absence is counted once, whoever applies the plan and when.
  await learnSightings(stored, ledger)
  const ends = new Ends()
  const away = await sendAll(plan, approvedBy, input, ends)
  const from = await reported({ ...plan, state: 'approved' }, ends, ledger)
  const report = await reportRun(from, ledger)
  const whole = ends.done === plan.sizes.operations && ends.open === 0
  await input.lease.hold()
  await learnOutcomes(from, ledger, clock.now().toISOString())
  const shown = away === null ? await lookAtShown(plan.source, input) : undefined
  if (!undoing) await ledger.sources.setConfiguration(plan.source, configuration)
  const asOf = stored.learned?.asOf
  if (!undoing && whole && asOf) {
    await ledger.sources.setAsOf(plan.source, { run: stored.run, ...asOf }, await readingsAfter(plan, ledger))
  }
  await ledger.plans.move(plan.id, ['approved', 'partly-applied'], whole ? 'applied' : 'partly-applied')
  await ledger.plans.slim([plan.id])
  if (away !== null) return { report, from, state: 'interrupted', message: away.message }
  return {
    report: { ...report, ...(shown ? { shown } : {}) },
    from,
    state: whole ? 'succeeded' : 'partly',
    message: null,
  }
}

/** @returns why the rest was not sent: DORA went away, and stayed away too long */
async function sendAll(plan: PlanHead, by: string, input: CarryOutInput, ends: Ends): Promise<DoraAway | null> {
  try {
    await settleDoubts(plan.source, input)
    for await (const step of applyOperations(plan, by, input)) {
      ends.note(step)
      input.onStep?.(step, ends.done, plan.sizes.operations)
    }
    return null
  } catch (error) {
    if (error instanceof DoraAway) return error
    throw error
  }
}

/** Carried out, wholly or in part, and followed by another plan: what it observed is no longer so, and would be learned over what is. */
async function isOver({ id, source }: PlanHead, current: PlanHead['state'], { plans }: Ledger): Promise<boolean> {
  if (current !== 'applied' && current !== 'partly-applied') return false
  const [latest] = await plans.heads({ source, limit: 1 })
  return latest !== undefined && latest.id !== id
}

async function refuse(plan: PlanHead, ledger: Ledger): Promise<Applied> {
  const from = await reported(plan, new Ends(), ledger)
  const state = plan.state === 'proposed' ? 'proposed' : 'failed'
  return { from, report: await reportRun(from, ledger), state, message: null }
}

/** Offers that come back under other keys keep all that is known of them. Done once: afterwards nothing bears the former keys. */
async function moveRenamed({ id, source }: PlanHead, ledger: Ledger): Promise<void> {
  await ledger.transaction(async ({ plans, offers }) => {
    for await (const { from, to } of plans.items(id, 'renamed'))
      if ((await offers.read(source, from)) !== null) await offers.rename(source, from, to)
  })
}
