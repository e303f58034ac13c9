import type { DoraServiceFields } from '../dora/port.ts'
import type { PersonsChoice } from './choices.ts'
import { fromJson, type LedgerDeps, stamp } from './deps.ts'
import type { Memories, OperationKind, UndoWork } from './plan.ts'
import type { Tables } from './schema.ts'

/**
 * One write to DORA. It is an `intent` before the call; then `done` (DORA answered), `refused` (DORA said no),
 * `failed` (surely without effect), `doubt` (the answer was lost), and after a look-up `done` or `void` (it had no effect).
 * An `intent` found by another run is a doubt: the process died in between.
 */
export type OperationState = 'intent' | 'done' | 'doubt' | 'refused' | 'failed' | 'void'

/** What is needed to find out later whether a create had its effect. */
export interface Lookup {
  structure: string
  name: string
  /** Services of that name in the structure just before the call: what is not among them is new. Before 29 November 2026, of any name. */
  known: string[]
  version: string
  /** What the link remembered of the written fields just before the call; absent: an earlier version did not keep it, or there was no link. */
  was?: Memories
  /** There when the write takes an earlier one back. */
  undo?: UndoWork
}

type Row = Tables['operations']

export type LoggedOperation = Omit<
  Row,
  'kind' | 'before' | 'after' | 'approved_by' | 'state' | 'lookup' | 'choices'
> & {
  kind: OperationKind
  before: Partial<DoraServiceFields> | null
  after: Partial<DoraServiceFields>
  /** Name of a person, or `politique`. */
  approvedBy: string
  state: OperationState
  lookup: Lookup | null
  /** What persons decided that it carries out. */
  choices: PersonsChoice[]
}

export function operationsOf({ db, clock, newId }: LedgerDeps) {
  return {
    /** Writes down what is about to be done. @returns id of the logged operation */
    async intend(
      operation: Omit<LoggedOperation, 'id' | 'state' | 'intended' | 'ended' | 'message' | 'choices'> & {
        choices?: readonly PersonsChoice[]
      },
    ): Promise<string> {
      const { choices = [] } = operation
      const id = newId('op')
      await db
        .insertInto('operations')
        .values({
          id,
          plan: operation.plan,
          run: operation.run,
          source: operation.source,
          key: operation.key,
          kind: operation.kind,
          structure: operation.structure,
          slug: operation.slug,
          before: operation.before === null ? null : JSON.stringify(operation.before),
          after: JSON.stringify(operation.after),
          reason: operation.reason,
          approved_by: operation.approvedBy,
          state: 'intent',
          intended: stamp(clock),
          ended: null,
          lookup: operation.lookup === null ? null : JSON.stringify(operation.lookup),
          message: null,
          choices: choices.length === 0 ? null : JSON.stringify(choices),
        })
        .execute()
      return id
    },
    async end(
      id: string,
      state: Exclude<OperationState, 'intent'>,
      detail: { slug?: string; message?: string } = {},
    ): Promise<void> {
      await db
        .updateTable('operations')
        .set({
          state,
          ended: stamp(clock),
          ...(detail.slug === undefined ? {} : { slug: detail.slug }),
          ...(detail.message === undefined ? {} : { message: detail.message }),
        })
        .where('id', '=', id)
        .execute()
    },
    /** Writes whose effect is not known, oldest first. */
    async unsettled(source: string): Promise<LoggedOperation[]> {
      const rows = await db
        .selectFrom('operations')
        .selectAll()
        .where('source', '=', source)
        .where('state', 'in', ['intent', 'doubt'])
        .orderBy('intended')
        .orderBy('id')
        .execute()
      return rows.map(toOperation)
    },
    async read(id: string): Promise<LoggedOperation | null> {
      const row = await db.selectFrom('operations').selectAll().where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : toOperation(row)
    },
    /** Latest first. */
    async list(
      filter: { run?: string; plan?: string; source?: string; key?: string; limit?: number } = {},
    ): Promise<LoggedOperation[]> {
      let query = db.selectFrom('operations').selectAll().orderBy('intended', 'desc').orderBy('id', 'desc')
      if (filter.run !== undefined) query = query.where('run', '=', filter.run)
      if (filter.plan !== undefined) query = query.where('plan', '=', filter.plan)
      if (filter.source !== undefined) query = query.where('source', '=', filter.source)
      if (filter.key !== undefined) query = query.where('key', '=', filter.key)
      return (await query.limit(filter.limit ?? 1000).execute()).map(toOperation)
    },
  }
}

function toOperation({ approved_by: approvedBy, ...row }: Row): LoggedOperation {
  return {
    ...row,
    kind: row.kind as OperationKind,
    before: fromJson(row.before),
    after: JSON.parse(row.after) as Partial<DoraServiceFields>,
    approvedBy,
    state: row.state as OperationState,
    lookup: fromJson(row.lookup),
    choices: fromJson<PersonsChoice[]>(row.choices) ?? [],
  }
}
