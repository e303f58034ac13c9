import type { Plan } from '../ledger/plan.ts'
import type { Run } from '../ledger/runs.ts'

/** Whether a run tried to carry out the plan; the pass that proposed it names it too. */
export function wasTried(plan: Pick<Plan, 'id' | 'run'>, runs: readonly Pick<Run, 'id' | 'plan'>[]): boolean {
  return runs.some(run => run.plan === plan.id && run.id !== plan.run)
}
