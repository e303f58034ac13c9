import type { Learned, OfferOutcome, Operation, Plan } from '../sync/contract.ts'
import { type LedgerDeps, stamp } from './deps.ts'

/** Items of a long list that travel together: about a megabyte. */
const PART = 200

/** A plan without its long lists, which stand in `plans_parts`. */
type Head = Omit<Plan, 'operations' | 'outcomes' | 'learned'> & { learned?: Omit<Learned, 'sightings'> }
type List = 'operations' | 'outcomes' | 'sightings'

export function plansOf({ db, clock }: LedgerDeps) {
  async function list<T>(plan: string, name: List): Promise<T[]> {
    const rows = await db
      .selectFrom('plans_parts')
      .select('body')
      .where('plan', '=', plan)
      .where('list', '=', name)
      .orderBy('n')
      .execute()
    return rows.flatMap(row => JSON.parse(row.body) as T[])
  }
  async function keep(plan: string, name: List, items: readonly unknown[]): Promise<void> {
    for (let n = 0; n * PART < items.length; n += 1)
      await db
        .insertInto('plans_parts')
        .values({ plan, list: name, n, body: JSON.stringify(items.slice(n * PART, (n + 1) * PART)) })
        .execute()
  }
  /** The body is what was computed and never changes; where it stands is in the columns. A plan kept before the parts is whole in its body. */
  async function toPlan(row: { id: string; state: string; approved_by: string | null; body: string }): Promise<Plan> {
    const head = JSON.parse(row.body) as Head | Plan
    const stands = { state: row.state as Plan['state'], approvedBy: row.approved_by }
    if ('operations' in head) return { ...head, ...stands }
    const { learned, ...rest } = head
    return {
      ...rest,
      operations: await list<Operation>(row.id, 'operations'),
      outcomes: await list<OfferOutcome>(row.id, 'outcomes'),
      ...(learned && {
        learned: { ...learned, sightings: await list<Learned['sightings'][number]>(row.id, 'sightings') },
      }),
      ...stands,
    }
  }
  async function read(id: string): Promise<Plan | null> {
    const row = await db.selectFrom('plans').selectAll().where('id', '=', id).executeTakeFirst()
    return row === undefined ? null : toPlan(row)
  }
  return {
    /** What was seen is in the ledger by now, or will never be believed: the plan need not carry it for ever. */
    async slim(ids: readonly string[]): Promise<void> {
      for (const id of ids)
        await db.deleteFrom('plans_parts').where('plan', '=', id).where('list', '=', 'sightings').execute()
    },
    async save(plan: Plan): Promise<void> {
      const { operations, outcomes, learned, ...rest } = plan
      const { sightings = [], ...kept } = learned ?? {}
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
          body: JSON.stringify({ ...rest, ...(learned && { learned: kept }) }),
        })
        .execute()
      await keep(plan.id, 'operations', operations)
      await keep(plan.id, 'outcomes', outcomes)
      await keep(plan.id, 'sightings', sightings)
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
      await this.slim(older.map(plan => plan.id))
    },
    /** Latest first. */
    async list(filter: { source?: string; states?: Plan['state'][]; limit?: number } = {}): Promise<Plan[]> {
      let query = db.selectFrom('plans').selectAll().orderBy('created', 'desc').orderBy('id', 'desc')
      if (filter.source !== undefined) query = query.where('source', '=', filter.source)
      if (filter.states !== undefined) query = query.where('state', 'in', filter.states)
      const plans: Plan[] = []
      for (const row of await query.limit(filter.limit ?? 50).execute()) plans.push(await toPlan(row))
      return plans
    },
  }
}
