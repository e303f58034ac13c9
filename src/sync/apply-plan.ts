import type { FinalState } from '../ledger/runs.ts'
import { type ApplyDeps, applyOperations, type Step } from './apply.ts'
import type { Plan } from './contract.ts'
import { heldReader } from './held-reader.ts'
import { learnOutcomes, learnSightings } from './learn.ts'
import { reportRun } from './report.ts'
import type { RunReport } from './run-report.ts'
import { settleDoubts } from './settle-doubts.ts'

export interface ApplyPlanInput extends ApplyDeps {
  plan: Plan
  /** Fingerprint of mapping + configuration as they are now. */
  configuration: string
  /** Called after each operation. */
  onStep?: (step: Step, done: number, total: number) => void
}

/** Who approves when no person has to. */
export const BY_POLICY = 'politique'

/**
 * Carries a plan out: one that a person approved, or one that nothing holds (then policy approves it).
 * Refuses as stale, and writes nothing, when mapping or configuration moved or a newer plan of the source exists.
 * @throws LeaseLost when another worker took the source over
 */
export async function applyPlan(given: ApplyPlanInput): Promise<{ report: RunReport; state: FinalState }> {
  const input = { ...given, reader: heldReader(given.reader, given.lease, given.clock) }
  const { ledger, clock, configuration } = input
  const stored = (await ledger.plans.read(input.plan.id)) ?? input.plan
  const plan: Plan = { ...stored, run: input.plan.run }
  if (plan.computedFrom.configuration !== configuration)
    await ledger.plans.move(plan.id, ['proposed', 'approved'], 'stale')
  const current = (await ledger.plans.read(plan.id))?.state ?? plan.state
  if (plan.computedFrom.configuration !== configuration || current === 'stale')
    return refuse({ ...plan, state: 'stale' })
  if (current === 'proposed' && plan.quarantine !== null) return refuse(plan)
  if (current === 'refused') return refuse({ ...plan, state: 'refused' })
  const approvedBy = plan.approvedBy ?? BY_POLICY
  if (current === 'proposed') await ledger.plans.move(plan.id, ['proposed'], 'approved', approvedBy)
  // Under the run that observed it: an absence is counted once, whoever applies the plan and when.
  await learnSightings(stored, ledger)
  await settleDoubts(plan.source, input)
  const steps: Step[] = []
  for await (const step of applyOperations(plan, approvedBy, input)) {
    steps.push(step)
    input.onStep?.(step, steps.length, plan.operations.length)
  }
  const report = reportRun({ ...plan, state: 'approved' }, steps)
  const whole = steps.length === plan.operations.length && steps.every(s => s.end === 'done' || s.end === 'refused')
  await input.lease.hold()
  await learnOutcomes(plan, report.outcomes, ledger, clock.now().toISOString())
  await ledger.sources.setConfiguration(plan.source, configuration)
  await ledger.plans.move(plan.id, ['approved', 'partly-applied'], whole ? 'applied' : 'partly-applied')
  await ledger.plans.slim([plan.id])
  return { report, state: whole ? 'succeeded' : 'partly' }
}

function refuse(plan: Plan): { report: RunReport; state: FinalState } {
  return { report: reportRun(plan, []), state: plan.state === 'proposed' ? 'proposed' : 'failed' }
}
