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
    /**
     * One more state of a lesson that was read as `was`.
     * @returns false when it is no longer that: somebody changed, kept or dropped it meanwhile, and nothing is written
     */
    async replace(id: string, was: string, body: string, by: string): Promise<boolean> {
      const done = await db
        .updateTable('lessons')
        .set({ body, by, at: stamp(clock) })
        .where('id', '=', id)
        .where('body', '=', was)
        .executeTakeFirst()
      return done.numUpdatedRows === 1n
    },
    async read(id: string): Promise<KeptLesson | null> {
      return (await db.selectFrom('lessons').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
    },
    /** @param was only when it is still that @returns whether it was there */
    async drop(id: string, was?: string): Promise<boolean> {
      let them = db.deleteFrom('lessons').where('id', '=', id)
      if (was !== undefined) them = them.where('body', '=', was)
      return (await them.executeTakeFirst()).numDeletedRows === 1n
    },
  }
}
