import { type LedgerDeps, stamp } from './deps.ts'
import { nextVersion } from './next-version.ts'
import type { Tables } from './schema.ts'

/** One version of a convention as a person kept it. */
export type KeptConvention = Tables['conventions']

/** Conventions imported in the portal; nothing is ever written over. */
export function conventionsOf({ db, clock }: LedgerDeps) {
  return {
    /** @returns number of the new version, from 1 */
    async add(convention: string, body: string, by: string): Promise<number> {
      return nextVersion(
        async () => {
          const last = await db
            .selectFrom('conventions')
            .select(e => e.fn.max('version').as('version'))
            .where('convention', '=', convention)
            .executeTakeFirst()
          return last?.version
        },
        async version => {
          const kept = await db
            .insertInto('conventions')
            .values({ convention, version, body, by, at: stamp(clock) })
            .onConflict(c => c.columns(['convention', 'version']).doNothing())
            .executeTakeFirst()
          return kept.numInsertedOrUpdatedRows === 1n
        },
      )
    },
    /** How many versions there are: another number, something new. */
    async count(): Promise<number> {
      const row = await db
        .selectFrom('conventions')
        .select(e => e.fn.countAll().as('n'))
        .executeTakeFirst()
      return Number(row?.n ?? 0)
    },
    /** Every version, by name, the latest first. */
    async list(): Promise<KeptConvention[]> {
      return db.selectFrom('conventions').selectAll().orderBy('convention').orderBy('version', 'desc').execute()
    },
  }
}
