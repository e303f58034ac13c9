import type { Updateable } from 'kysely'
import { type LedgerDeps, stamp } from './deps.ts'
import { pack, partOf } from './packed.ts'
import { type JsonText, partsOf } from './parts.ts'
import type { Learned, Plan, PlanHead, PlanLists } from './plan.ts'
import type { Tables } from './schema.ts'

type List = keyof PlanLists

/** Ids in one question, well below what SQLite takes. */
const CHUNK = 500

/** A plan kept before its lists were cut holds some or all of them in its body. */
type Body = PlanHead | Plan | (Omit<Plan, 'operations' | 'outcomes' | 'learned'> & { learned?: Partial<Learned> })

interface Filter {
  source?: string
  states?: Plan['state'][]
  /** Default 50. */
  limit?: number
}

interface Row {
  id: string
  state: string
  approved_by: string | null
  body: string
}

export function plansOf({ db, clock }: LedgerDeps) {
  async function* items<Name extends List>(plan: string, name: Name): AsyncGenerator<PlanLists[Name], void> {
    for (let n = 0; ; n += 1) {
      const row = await db
        .selectFrom('plans_parts')
        .select(e => [
          'body',
          'packed',
          e
            .exists(
              e
                .selectFrom('plans_parts as next')
                .select('next.n')
                .where('next.plan', '=', plan)
                .where('next.list', '=', name)
                .where('next.n', '=', n + 1),
            )
            .as('followed'),
        ])
        .where('plan', '=', plan)
        .where('list', '=', name)
        .where('n', '=', n)
        .executeTakeFirst()
      if (row === undefined) return yield* inBody(await bodyOf(plan), name)
      yield* partOf<PlanLists[Name]>(row)
      if (!row.followed) return
    }
  }
  async function bodyOf(id: string): Promise<Body | null> {
    const row = await db.selectFrom('plans').select('body').where('id', '=', id).executeTakeFirst()
    return row === undefined ? null : (JSON.parse(row.body) as Body)
  }
  async function all<Name extends List>(plan: string, name: Name): Promise<PlanLists[Name][]> {
    return Array.fromAsync(items(plan, name))
  }
  /** The body is what was computed and never changes; where it stands is in the columns. */
  async function toHead(row: Row): Promise<PlanHead> {
    const body = JSON.parse(row.body) as Body
    const { operations: _o, outcomes: _c, learned, ...rest } = body as Plan
    const sizes = 'sizes' in body ? body.sizes : await counted(row.id)
    return {
      ...rest,
      sizes,
      ...(learned && { learned: pickLearned(learned) }),
      state: row.state as Plan['state'],
      approvedBy: row.approved_by,
    }
  }
  async function counted(plan: string): Promise<PlanHead['sizes']> {
    const sizes = { operations: 0, outcomes: 0 }
    for (const name of ['operations', 'outcomes'] as const) for await (const _ of items(plan, name)) sizes[name] += 1
    return sizes
  }
  async function head(id: string): Promise<PlanHead | null> {
    const row = await db.selectFrom('plans').selectAll().where('id', '=', id).executeTakeFirst()
    return row === undefined ? null : toHead(row)
  }
  /** @param lists JSON of each item, in order */
  async function write(plan: PlanHead, lists: Partial<Record<List, Iterable<JsonText>>>): Promise<void> {
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
    for (const [list, texts] of Object.entries(lists)) {
      let n = 0
      for (const body of partsOf(texts)) {
        await db
          .insertInto('plans_parts')
          .values({ plan: plan.id, list, n, body: '', packed: pack(body) })
          .execute()
        n += 1
      }
    }
  }
  const decidedBy = (by: string) => ({ approved_by: by, approved: stamp(clock) })
  async function move(id: string, from: Plan['state'][], to: Updateable<Tables['plans']>): Promise<boolean> {
    const done = await db
      .updateTable('plans')
      .set(to)
      .where('id', '=', id)
      .where('state', 'in', from)
      .executeTakeFirst()
    return done.numUpdatedRows === 1n
  }
  return {
    /** What was seen is in the ledger by now, or will never be believed: the plan need not carry it for ever. */
    async slim(ids: readonly string[]): Promise<void> {
      for (const id of ids)
        await db
          .deleteFrom('plans_parts')
          .where('plan', '=', id)
          .where('list', 'in', ['sightings', 'readings'])
          .execute()
    },
    /** Call it in a transaction: a plan is there whole, or not at all. */
    write,
    /** A whole plan at once, for plans that fit in memory. */
    async save({ operations, outcomes, learned, ...rest }: Plan): Promise<void> {
      const { sightings = [], missing = [], rebases = [], inbox = [], ...kept } = learned ?? {}
      const sizes = { operations: operations.length, outcomes: outcomes.length }
      const texts = (list: readonly unknown[]) => list.map(item => JSON.stringify(item))
      await write(
        { ...rest, sizes, ...(learned && { learned: kept }) },
        {
          operations: texts(operations),
          outcomes: texts(outcomes),
          sightings: texts(sightings),
          missing: texts(missing),
          rebases: texts(rebases),
          inbox: texts(inbox),
        },
      )
    },
    head,
    /** By id; one that is gone is left out. */
    async headsOf(ids: readonly string[]): Promise<Map<string, PlanHead>> {
      const found = new Map<string, PlanHead>()
      for (let at = 0; at < ids.length; at += CHUNK) {
        const rows = await db
          .selectFrom('plans')
          .selectAll()
          .where('id', 'in', ids.slice(at, at + CHUNK))
          .execute()
        for (const row of rows) found.set(row.id, await toHead(row))
      }
      return found
    },
    /** One list of a plan in its order, some items in memory at a time. */
    items,
    /** The whole plan in memory: for people's eyes and for tests. */
    async read(id: string): Promise<Plan | null> {
      const found = await head(id)
      if (found === null) return null
      const { sizes: _, learned, ...rest } = found
      return {
        ...rest,
        operations: await all(id, 'operations'),
        outcomes: await all(id, 'outcomes'),
        ...(learned && {
          learned: {
            ...learned,
            sightings: await all(id, 'sightings'),
            missing: await all(id, 'missing'),
            rebases: await all(id, 'rebases'),
            inbox: await all(id, 'inbox'),
          },
        }),
      }
    },
    /** Moves a plan on, from one of `from` only. @returns false when it was elsewhere (somebody else moved it first) */
    async move(id: string, from: Plan['state'][], to: Plan['state'], approvedBy?: string): Promise<boolean> {
      return move(id, from, { state: to, ...(approvedBy === undefined ? {} : decidedBy(approvedBy)) })
    },
    /** A person wants it sent. @returns false when it was not to be decided any more */
    approve: (id: string, by: string): Promise<boolean> =>
      move(id, ['proposed'], { state: 'approved', ...decidedBy(by), asked: stamp(clock) }),
    /** @returns false when it was not to be decided any more */
    refuse: (id: string, by: string, refusal: string | null): Promise<boolean> =>
      move(id, ['proposed'], { state: 'refused', ...decidedBy(by), refusal }),
    /** Approved plans that a person wants sent, latest first. */
    async toSend(limit: number): Promise<{ id: string; run: string; source: string; by: string }[]> {
      const rows = await db
        .selectFrom('plans')
        .select(['id', 'run', 'source', 'approved_by'])
        .where('state', '=', 'approved')
        .where('asked', 'is not', null)
        .orderBy('created', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute()
      return rows.flatMap(({ approved_by: by, ...plan }) => (by === null ? [] : [{ ...plan, by }]))
    },
    /** Why a person refused it; null when nobody did, or gave no reason. */
    async refusal(id: string): Promise<string | null> {
      const row = await db.selectFrom('plans').select('refusal').where('id', '=', id).executeTakeFirst()
      return row?.refusal || null
    },
    /**
     * An older plan that nobody applied can no longer be: a newer one of the same source stands. One that takes writes back stays: it says
     * nothing of the source.
     */
    async supersede(source: string, except: string): Promise<void> {
      const waiting = await this.heads({ source, states: ['proposed', 'approved'], limit: 1000 })
      const kept = waiting.filter(plan => plan.hold === 'undo').map(plan => plan.id)
      const older = await db
        .updateTable('plans')
        .set({ state: 'stale' })
        .where('source', '=', source)
        .where('id', 'not in', [except, ...kept])
        .where('state', 'in', ['proposed', 'approved'])
        .returning('id')
        .execute()
      await this.slim(older.map(plan => plan.id))
    },
    /** Whole plans, latest first. */
    async list(filter?: Filter): Promise<Plan[]> {
      const plans: Plan[] = []
      for (const { id } of await this.heads(filter)) {
        const plan = await this.read(id)
        if (plan !== null) plans.push(plan)
      }
      return plans
    },
    /** Latest first, without their lists. */
    async heads(filter: Filter = {}): Promise<PlanHead[]> {
      let query = db.selectFrom('plans').selectAll().orderBy('created', 'desc').orderBy('id', 'desc')
      if (filter.source !== undefined) query = query.where('source', '=', filter.source)
      if (filter.states !== undefined) query = query.where('state', 'in', filter.states)
      const plans: PlanHead[] = []
      for (const row of await query.limit(filter.limit ?? 50).execute()) plans.push(await toHead(row))
      return plans
    },
  }
}

function inBody<Name extends List>(body: Body | null, name: Name): PlanLists[Name][] {
  const whole = body as Partial<Record<List, unknown[]> & { learned: Partial<Record<List, unknown[]>> }> | null
  return (whole?.[name] ?? whole?.learned?.[name] ?? []) as PlanLists[Name][]
}

/** What is not a list. */
function pickLearned({ whole, asOf }: Partial<Learned>): NonNullable<PlanHead['learned']> {
  return { ...(whole !== undefined && { whole }), ...(asOf !== undefined && { asOf }) }
}
