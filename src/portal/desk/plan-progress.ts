import type { Ledger } from '../../ledger/ledger.ts'
import type { Plan } from '../../ledger/plan.ts'
import { wasTried } from '../../sync/was-tried.ts'

/** How far DORA has been told of an approved plan. */
export interface PlanProgress {
  /** `waiting`: nothing runs on its source; `held`: another pass does; `running`: this plan is being carried out; `broken`: it was tried, and a fault of the robot ended it. */
  stage: 'waiting' | 'held' | 'running' | 'broken'
  /** Writes that DORA answered so far, by whatever process; what needed no write is not among them. */
  written: number
}

/** Runs of the source that may be about this plan. */
const LOOKED_AT = 20

/** @returns null when the plan is not one that is being carried out */
export async function planProgress(
  ledger: Pick<Ledger, 'db' | 'listRuns'>,
  plan: Pick<Plan, 'id' | 'run' | 'source' | 'state' | 'approvedBy'>,
): Promise<PlanProgress | null> {
  if (plan.state !== 'approved') return null
  const ours = ledger.db.selectFrom('operations').where('source', '=', plan.source).where('plan', '=', plan.id)
  const [runs, counted, latest] = await Promise.all([
    ledger.listRuns({ source: plan.source, limit: LOOKED_AT }),
    ours
      .select(eb => eb.fn.countAll().as('n'))
      .where('state', 'in', ['done', 'refused'])
      .executeTakeFirst(),
    ours.select('run').orderBy('intended', 'desc').limit(1).executeTakeFirst(),
  ])
  const written = Number(counted?.n ?? 0)
  const [last] = runs
  if (last !== undefined && last.ended === null)
    return { stage: last.trigger === plan.approvedBy || last.id === latest?.run ? 'running' : 'held', written }
  return { stage: wasTried(plan, runs) ? 'broken' : 'waiting', written }
}
