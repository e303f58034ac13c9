import type { Clock } from '../common/clock.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { PlanHead } from '../ledger/plan.ts'
import type { RunReport } from '../ledger/run-report.ts'
import type { FinalState } from '../ledger/runs.ts'
import { learnOutcomes, learnSightings } from './learn.ts'
import { Ends, type Reported, reported, reportRun } from './report.ts'

/** What came of a plan that was not applied; `from` is what the lines of the report are made of (`closeRun`). */
interface Kept {
  report: RunReport
  from: Reported
  state: FinalState
  message: string | null
}

/**
 * A plan that was only to be seen. It takes the place of the plan that a person was asked about, or had just approved: they are asked about this one.
 * @param decided whether the plan before was approved
 */
export async function simulated(plan: PlanHead, decided: boolean, ledger: Ledger): Promise<Kept> {
  const asked = decided || (await ledger.inbox.openOf(plan.source, ['quarantine'])).length > 0
  if (plan.quarantine === null) await ledger.inbox.sweep(plan.source, ['quarantine'], new Set())
  else if (asked) await askForPlan(plan, plan.quarantine, ledger)
  const from = await reported(plan, new Ends(), ledger)
  return { report: await reportRun(from, ledger), from, state: 'simulated', message: null }
}

/** A plan that waits for a person. What the run saw of its source is learned, unless that is what is doubted. */
export async function heldBack(
  plan: PlanHead,
  reason: string,
  { ledger, clock }: { ledger: Ledger; clock: Clock },
): Promise<Kept> {
  const from = await reported(plan, new Ends(), ledger)
  const report = await reportRun(from, ledger)
  if (plan.hold === 'approval') {
    await learnSightings(plan, ledger)
    await learnOutcomes(from, ledger, clock.now().toISOString())
  }
  await askForPlan(plan, reason, ledger)
  const state = plan.hold === 'guard' || plan.hold === 'drift' || plan.hold === 'keys' ? 'quarantined' : 'proposed'
  return { report, from, state, message: reason }
}

async function askForPlan(
  { id, run, source, hold, counts }: PlanHead,
  reason: string,
  { inbox }: Ledger,
): Promise<void> {
  await inbox.put({
    kind: 'quarantine',
    source,
    key: null,
    subject: `plan:${source}`,
    title: `Accord demandé : ${reason}`,
    detail: { plan: id, hold: hold ?? null, reason, counts },
    run,
  })
}
