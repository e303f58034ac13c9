import { type LedgerDeps, stamp } from './deps.ts'
import { nextVersion } from './next-version.ts'
import type { Tables } from './schema.ts'

/** One version of a convention as a person kept it; withdrawn: its body is empty. */
export type KeptConvention = Tables['conventions']

/** What a withdrawn version holds: no convention is that. */
export const WITHDRAWN = ''

/** Conventions imported in the portal; nothing is ever written over. */
export function conventionsOf({ db, clock }: LedgerDeps) {
  async function addAfter(last: number, kept: { convention: string; body: string; by: string }): Promise<boolean> {
    const done = await db
      .insertInto('conventions')
      .values({ ...kept, version: last + 1, at: stamp(clock) })
      .onConflict(c => c.columns(['convention', 'version']).doNothing())
      .executeTakeFirst()
    return done.numInsertedOrUpdatedRows === 1n
  }
  return {
    /** It serves no more, until somebody keeps another version. @param last the version that is withdrawn @returns false: a later one is there already */
    withdraw: (convention: string, last: number, by: string): Promise<boolean> =>
      addAfter(last, { convention, body: WITHDRAWN, by }),
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
        version => addAfter(version - 1, { convention, body, by }),
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
