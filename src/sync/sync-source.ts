import { DoraError, type DoraWriter } from '../dora/port.ts'
import { type Lease, LeaseLost } from '../ledger/leases.ts'
import type { FinalState } from '../ledger/runs.ts'
import type { Step } from './apply.ts'
import { applyPlan } from './apply-plan.ts'
import { heldReader } from './held-reader.ts'
import { learnOutcomes, learnSightings } from './learn.ts'
import type { PlanHead } from './plan.ts'
import { type PlanSourceInput, planSource } from './plan-source.ts'
import { closeRun, Ends, type Reported, reported, reportRun } from './report.ts'
import type { RunReport } from './run-report.ts'

export interface SyncSourceInput extends PlanSourceInput {
  writer: DoraWriter
  /** The source's lease (`withSourceLease`). */
  lease: Pick<Lease, 'hold'>
  /** Plan only, whatever the policy: the run ends as `simulated`. */
  dry?: boolean
  onStep?: (step: Step, done: number, total: number) => void
}

export interface SyncResult {
  plan: PlanHead | null
  report: RunReport | null
  state: FinalState
  /** French; null when everything went through. */
  message: string | null
}

/**
 * From what the source said to DORA: plan, hold or apply, learn, and close the run (opened by `ledger.runs.begin`) in its one final state.
 * @throws LeaseLost, and errors that are no answer of DORA; the run is then closed as `interrupted` or `failed` where that is still ours to say
 */
export async function syncSource(input: SyncSourceInput): Promise<SyncResult> {
  const { ledger, run, outcome } = input
  try {
    const { from, ...result } = await work(input)
    const { state, report, message } = result
    const end = { state, outcome, report, plan: result.plan?.id ?? null, message }
    if (from === null) await ledger.runs.finish(run, end)
    else await closeRun(ledger, run, end, from)
    return result
  } catch (error) {
    const lost = error instanceof LeaseLost
    if (error instanceof DoraError || !lost) {
      const message =
        error instanceof DoraError
          ? `DORA n’a pas pu être lu\u00A0: ${error.message}`
          : 'Erreur du robot\u00A0: voir le journal.'
      await ledger.runs.finish(run, { state: 'failed', outcome, report: null, plan: null, message })
      if (error instanceof DoraError) return { plan: null, report: null, state: 'failed', message }
    }
    // The new holder of the lease closes this run as interrupted when it begins its own.
    throw error
  }
}

async function work(input: SyncSourceInput): Promise<SyncResult & { from: Reported | null }> {
  const { ledger, outcome, source } = input
  if (outcome.state === 'failed')
    return { plan: null, report: null, state: 'failed', message: outcome.message, from: null }
  const [decided] = await ledger.plans.heads({ source, states: ['approved'], limit: 1 })
  const plan = await planSource({ ...input, reader: heldReader(input.reader, input.lease, input.clock) })
  if (input.dry === true) {
    // It takes the place of the plan that a person was asked about, or had just approved: they are asked about this one.
    const asked = decided !== undefined || (await ledger.inbox.openOf(source, ['quarantine'])).length > 0
    if (plan.quarantine === null) await ledger.inbox.sweep(source, ['quarantine'], new Set())
    else if (asked) await askForPlan(plan, plan.quarantine, input)
    const from = await reported(plan, new Ends(), ledger)
    return { plan, report: await reportRun(from, ledger), from, state: 'simulated', message: null }
  }
  if (plan.quarantine !== null) {
    const from = await reported(plan, new Ends(), ledger)
    const report = await reportRun(from, ledger)
    const believed = plan.hold === 'approval'
    if (believed) {
      await learnSightings(plan, ledger)
      await learnOutcomes(from, ledger, input.clock.now().toISOString())
    }
    await askForPlan(plan, plan.quarantine, input)
    return {
      plan,
      report,
      from,
      state: plan.hold === 'guard' || plan.hold === 'drift' ? 'quarantined' : 'proposed',
      message: plan.quarantine,
    }
  }
  await ledger.inbox.sweep(source, ['quarantine'], new Set())
  const applied = await applyPlan({ ...input, plan })
  const cut = outcome.state === 'partial'
  return {
    plan,
    report: applied.report,
    from: applied.from,
    state: cut && applied.state === 'succeeded' ? 'partly' : applied.state,
    message: cut ? 'La source n’a été lue qu’en partie ; rien n’a été retiré.' : null,
  }
}

async function askForPlan(
  { id, hold, counts }: PlanHead,
  reason: string,
  { ledger, source, run }: SyncSourceInput,
): Promise<void> {
  await ledger.inbox.put({
    kind: 'quarantine',
    source,
    key: null,
    subject: `plan:${source}`,
    title: `Accord demandé\u00A0: ${reason}`,
    detail: { plan: id, hold: hold ?? null, reason, counts },
    run,
  })
}
