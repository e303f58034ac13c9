import type { Ledger } from '../../ledger/ledger.ts'
import type { Counts, Plan } from '../../ledger/plan.ts'
import type { Run, RunState } from '../../ledger/runs.ts'

/** How a pass is told: what became of its offers or, where nothing was sent, what its plan would do. */
export interface ToldCounts {
  counts: Counts
  planned: boolean
}

const NOT_SENT: ReadonlySet<RunState> = new Set<RunState>(['simulated', 'proposed', 'quarantined'])
const SENT: ReadonlySet<Plan['state']> = new Set<Plan['state']>(['applied', 'partly-applied'])

/** Of a pass that sent nothing, its plan is what there is to tell; null: its own counts tell it. */
export const planToTell = ({ state, plan }: Pick<Run, 'state' | 'plan'>): string | null =>
  NOT_SENT.has(state) ? plan : null

/** What a plan says is still to be done. */
export const isPlanned = ({ state }: Pick<Plan, 'state'>): boolean => !SENT.has(state)

/** @returns null: the pass has nothing to count */
export async function toldCounts(
  run: Pick<Run, 'state' | 'plan' | 'counts'>,
  { plans }: { plans: Pick<Ledger['plans'], 'head'> },
): Promise<ToldCounts | null> {
  const id = planToTell(run)
  const plan = id === null ? null : await plans.head(id)
  if (plan !== null) return { counts: plan.counts, planned: true }
  return run.counts === null ? null : { counts: run.counts, planned: false }
}
