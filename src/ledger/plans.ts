import type { Plan } from '../sync/contract.ts'
import { type LedgerDeps, stamp } from './deps.ts'

export function plansOf({ db, clock }: LedgerDeps) {
  async function read(id: string): Promise<Plan | null> {
    const row = await db.selectFrom('plans').selectAll().where('id', '=', id).executeTakeFirst()
    return row === undefined ? null : toPlan(row)
  }
  /** What was seen is in the ledger by now, or will never be believed: the plan need not carry it for ever. */
  async function slim(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      const plan = await read(id)
      if (plan?.learned === undefined || plan.learned.sightings.length === 0) continue
      const body = JSON.stringify({ ...plan, learned: { ...plan.learned, sightings: [] } })
      await db.updateTable('plans').set({ body }).where('id', '=', id).execute()
    }
  }
  return {
    slim,
    async save(plan: Plan): Promise<void> {
      await db
        .insertInto('plans')
        .values({
          id: plan.id,
          run: plan.run,
          source: plan.source,
          created: plan.createdAt,
          state: plan.state,
          approved_by: plan.approvedBy,
          approved: null,
          body: JSON.stringify(plan),
        })
        .execute()
    },
    read,
    /** Moves a plan on, from one of `from` only. @returns false when it was elsewhere (somebody else moved it first) */
    async move(id: string, from: Plan['state'][], to: Plan['state'], approvedBy?: string): Promise<boolean> {
      const done = await db
        .updateTable('plans')
        .set({ state: to, ...(approvedBy === undefined ? {} : { approved_by: approvedBy, approved: stamp(clock) }) })
        .where('id', '=', id)
        .where('state', 'in', from)
        .executeTakeFirst()
      return done.numUpdatedRows === 1n
    },
    /** An older plan that nobody applied can no longer be: a newer one of the same source stands. */
    async supersede(source: string, except: string): Promise<void> {
      const older = await db
        .updateTable('plans')
        .set({ state: 'stale' })
        .where('source', '=', source)
        .where('id', '<>', except)
        .where('state', 'in', ['proposed', 'approved'])
        .returning('id')
        .execute()
      await slim(older.map(plan => plan.id))
    },
    /** Latest first. */
    async list(filter: { source?: string; states?: Plan['state'][]; limit?: number } = {}): Promise<Plan[]> {
      let query = db.selectFrom('plans').selectAll().orderBy('created', 'desc').orderBy('id', 'desc')
      if (filter.source !== undefined) query = query.where('source', '=', filter.source)
      if (filter.states !== undefined) query = query.where('state', 'in', filter.states)
      return (await query.limit(filter.limit ?? 50).execute()).map(toPlan)
    },
  }
}

/** The body is what was computed and never changes; where it stands is in the columns. */
function toPlan(row: { state: string; approved_by: string | null; body: string }): Plan {
  return { ...(JSON.parse(row.body) as Plan), state: row.state as Plan['state'], approvedBy: row.approved_by }
}
