import type { Ledger } from '../../ledger/ledger.ts'
import type { Counts, Plan } from '../../ledger/plan.ts'
import type { RunState } from '../../ledger/runs.ts'
import type { PassReport } from '../../sync/pass.ts'

/** How a pass is told: what became of its offers or, where nothing was sent, what its plan would do. */
export interface ToldCounts {
  counts: Counts
  planned: boolean
}

/** A pass, kept or just over. */
interface Pass {
  state: RunState | PassReport['state']
  plan: string | null
  counts: Counts | null
}

const NOT_SENT: ReadonlySet<Pass['state']> = new Set<RunState>(['simulated', 'proposed', 'quarantined'])
const SENT: ReadonlySet<Plan['state']> = new Set<Plan['state']>(['applied', 'partly-applied'])

/** Of a pass that sent nothing, its plan is what there is to tell; null: its own counts tell it. */
export const planToTell = ({ state, plan }: Pick<Pass, 'state' | 'plan'>): string | null =>
  NOT_SENT.has(state) ? plan : null

/** What a plan says is still to be done. */
export const isPlanned = ({ state }: Pick<Plan, 'state'>): boolean => !SENT.has(state)

/** Whether what a plan wanted is what was done: of one that was applied in part, nobody knows it by its counts. */
export const isDone = ({ state }: Pick<Plan, 'state'>): boolean => state === 'applied'

/** How each of these passes is told, in their order; null: it has nothing to count. Their plans are asked for together. */
export async function toldCounts(
  passes: readonly Pass[],
  { plans }: { plans: Pick<Ledger['plans'], 'headsOf'> },
): Promise<(ToldCounts | null)[]> {
  const heads = await plans.headsOf([...new Set(passes.flatMap(pass => planToTell(pass) ?? []))])
  return passes.map(pass => {
    const plan = heads.get(planToTell(pass) ?? '')
    if (plan !== undefined) return { counts: plan.counts, planned: true }
    return pass.counts === null ? null : { counts: pass.counts, planned: false }
  })
}
