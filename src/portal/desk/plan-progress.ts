import type { Ledger } from '../../ledger/ledger.ts'
import type { Plan } from '../../sync/contract.ts'

/** How far DORA has been told of an approved plan. */
export interface PlanProgress {
  /** `waiting`: nothing runs on its source; `held`: another pass does; `running`: this plan is being carried out. */
  stage: 'waiting' | 'held' | 'running'
  /** Writes that DORA answered so far, by whatever process; what needed no write is not among them. */
  written: number
}

/** @returns null when the plan is not one that is being carried out */
export async function planProgress(
  ledger: Pick<Ledger, 'db' | 'listRuns'>,
  plan: Pick<Plan, 'id' | 'source' | 'state' | 'approvedBy'>,
): Promise<PlanProgress | null> {
  if (plan.state !== 'approved') return null
  const [[last], written, [latest]] = await Promise.all([
    ledger.listRuns({ source: plan.source, limit: 1 }),
    ledger.db
      .selectFrom('operations')
      .select(eb => eb.fn.countAll().as('n'))
      .where('source', '=', plan.source)
      .where('state', 'in', ['done', 'refused'])
      .where('plan', '=', plan.id)
      .executeTakeFirst(),
    ledger.db
      .selectFrom('operations')
      .select('run')
      .where('source', '=', plan.source)
      .where('plan', '=', plan.id)
      .orderBy('intended', 'desc')
      .limit(1)
      .execute(),
  ])
  const under = last !== undefined && last.ended === null
  const ours = under && (last.trigger === plan.approvedBy || last.id === latest?.run)
  return { stage: ours ? 'running' : under ? 'held' : 'waiting', written: Number(written?.n ?? 0) }
}
