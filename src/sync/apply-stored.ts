import type { Lease } from '../ledger/leases.ts'
import type { RunReport } from '../ledger/run-report.ts'
import type { FinalState } from '../ledger/runs.ts'
import { answerPlan } from './answer-plan.ts'
import { type CarryOutInput, carryOut } from './carry-out.ts'
import { closeBroken, closeRun } from './close-run.ts'
import { withSourceLease } from './source-lease.ts'

export interface ApplyStoredInput extends Omit<CarryOutInput, 'plan' | 'lease'> {
  plan: string
  /** The person who asks; also approves the plan when nobody has yet. */
  by: string
  /** Name of this worker. */
  holder: string
  /** Aborted: nothing more is written, and the run is left to the next one. */
  signal?: AbortSignal
}

export type ApplyStoredResult =
  | { state: FinalState; run: string; report: RunReport; message: string | null }
  | { state: 'busy' | 'unknown'; message: string }

/**
 * Approves (in the name of a person) and carries out a stored plan, as a run of its own.
 * @throws LeaseLost when another worker took the source over, or `signal` was aborted
 */
export async function applyStoredPlan(input: ApplyStoredInput): Promise<ApplyStoredResult> {
  const { ledger, by } = input
  const stored = await ledger.plans.head(input.plan)
  if (stored === null) return { state: 'unknown', message: `Aucun plan ne porte le numéro ${input.plan}.` }
  const work = async (lease: Lease) => {
    await ledger.transaction(shelves => answerPlan(shelves, stored.id, { action: 'approve', note: null }, by))
    const run = await ledger.runs.begin(stored.source, by, input.configuration)
    const plan = { ...stored, run }
    const end = { outcome: null, plan: stored.id } as const
    try {
      const { report, state, from, message: stopped } = await carryOut({ ...input, plan, lease })
      const message = state === 'failed' ? 'Ce plan ne peut plus être appliqué : il est périmé ou refusé.' : stopped
      await closeRun(ledger, run, { ...end, state, report, message }, from)
      return { state, run, report, message }
    } catch (error) {
      await closeBroken(ledger, run, end, error)
      throw error
    }
  }
  const held = await withSourceLease(ledger, stored.source, input.holder, work, input.signal)
  return held.busy ? { state: 'busy', message: 'Un passage sur cette source est en cours.' } : held.result
}
