import { type LedgerDeps, stamp } from './deps.ts'
import type { Tables } from './schema.ts'

/** In the place of a source: whose pages are read while it is taught, before it has a name. */
export const TEACHING = 'lecon'

/** What a person is teaching and has not kept yet. */
export type KeptLesson = Tables['lessons']

/** Lessons under way: they outlive the visit, and go when they are old (`retention.ts`). */
export function lessonsOf({ db, clock }: LedgerDeps) {
  return {
    async save(id: string, body: string, by: string): Promise<void> {
      const row = { body, by, at: stamp(clock) }
      await db
        .insertInto('lessons')
        .values({ id, ...row })
        .onConflict(c => c.column('id').doUpdateSet(row))
        .execute()
    },
    async read(id: string): Promise<KeptLesson | null> {
      return (await db.selectFrom('lessons').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
    },
    async drop(id: string): Promise<void> {
      await db.deleteFrom('lessons').where('id', '=', id).execute()
    },
  }
}
