import { type LedgerDeps, stamp } from './deps.ts'
import { nextVersion } from './next-version.ts'
import type { Tables } from './schema.ts'

/** One version of a source as a person taught it. `withdrawn`: it is read no more. */
export type TaughtSource = Tables['taught_sources']

export type NewTaughtSource = Omit<TaughtSource, 'version' | 'at'>

/** Sources taught in the portal; nothing is ever written over. */
export function taughtSourcesOf({ db, clock }: LedgerDeps) {
  /** @param last version that it follows, 0 for none @returns its number; null: somebody else came first */
  async function addAfter(last: number, taught: NewTaughtSource): Promise<number | null> {
    const version = last + 1
    const done = await db
      .insertInto('taught_sources')
      .values({ ...taught, version, at: stamp(clock) })
      .onConflict(c => c.columns(['source', 'version']).doNothing())
      .executeTakeFirstOrThrow()
    return done.numInsertedOrUpdatedRows === 1n ? version : null
  }
  return {
    addAfter,
    /** After whatever is the last one. @returns number of the new version, from 1 */
    async add(taught: NewTaughtSource): Promise<number> {
      return nextVersion(
        async () => {
          const last = await db
            .selectFrom('taught_sources')
            .select(e => e.fn.max('version').as('version'))
            .where('source', '=', taught.source)
            .executeTakeFirst()
          return last?.version
        },
        async version => (await addAfter(version - 1, taught)) !== null,
      )
    },
    /** Every version of a source, the latest first. */
    async versions(source: string): Promise<TaughtSource[]> {
      return db
        .selectFrom('taught_sources')
        .selectAll()
        .where('source', '=', source)
        .orderBy('version', 'desc')
        .execute()
    },
    /** The version that holds of each source, by id; withdrawn ones included. */
    async last(): Promise<TaughtSource[]> {
      return db
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
}
