import { type LedgerDeps, stamp } from './deps.ts'

/** One version of a source as a person taught it. `withdrawn`: it is read no more. */
export interface TaughtSource {
  source: string
  /** From 1. */
  version: number
  /** YAML, in the shape of `config/sources/<id>.yaml`. */
  config: string
  /** YAML, in the shape of `mappings/<id>/mapping.yaml`. */
  mapping: string
  /** JSON: what it was learnt from and what was chosen, to open it again. */
  lesson: string
  state: 'taught' | 'withdrawn'
  /** French: what this version changed. */
  note: string
  by: string
  /** ISO instant. */
  at: string
}

export type NewTaughtSource = Omit<TaughtSource, 'version' | 'at'>

/** Sources taught in the portal; nothing is ever written over. */
export function taughtSourcesOf({ db, clock }: LedgerDeps) {
  const rows = () => db.selectFrom('taught_sources').selectAll()
  const shelf = {
    /** @returns number of the new version, from 1 */
    async add(taught: NewTaughtSource): Promise<number> {
      const last = await db
        .selectFrom('taught_sources')
        .select(e => e.fn.max('version').as('version'))
        .where('source', '=', taught.source)
        .executeTakeFirst()
      const version = Number(last?.version ?? 0) + 1
      await db
        .insertInto('taught_sources')
        .values({ ...taught, version, at: stamp(clock) })
        .execute()
      return version
    },
    /** Every version of a source, the latest first. */
    async versions(source: string): Promise<TaughtSource[]> {
      return (await rows().where('source', '=', source).orderBy('version', 'desc').execute()).map(taughtOf)
    },
    /** The version that holds of each source, by id; withdrawn ones included. */
    async last(): Promise<TaughtSource[]> {
      const found = await db
        .selectFrom('taught_sources as one')
        .selectAll()
        .where(e =>
          e.not(
            e.exists(
              e
                .selectFrom('taught_sources as later')
                .select('later.version')
                .whereRef('later.source', '=', 'one.source')
                .whereRef('later.version', '>', 'one.version'),
            ),
          ),
        )
        .orderBy('one.source')
        .execute()
      return found.map(taughtOf)
    },
    /** Moves whenever a source is taught, changed or withdrawn; the same in every process. */
    async mark(): Promise<string> {
      const { count, at } = await db
        .selectFrom('taught_sources')
        .select(e => [e.fn.countAll().as('count'), e.fn.max('at').as('at')])
        .executeTakeFirstOrThrow()
      return `${count} ${at ?? ''}`
    },
  }
  return shelf
}

const taughtOf = (row: Omit<TaughtSource, 'state'> & { state: string }): TaughtSource => ({
  ...row,
  state: row.state === 'withdrawn' ? 'withdrawn' : 'taught',
})
