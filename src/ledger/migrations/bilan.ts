import type { Kysely } from 'kysely'

/** What persons said for the final account of a convention, word after word: the last one of a box counts. */
export async function bilan(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('bilan_answers')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('convention', 'text', c => c.notNull())
    .addColumn('box', 'text', c => c.notNull())
    .addColumn('value', 'text', c => c.notNull())
    .addColumn('by', 'text', c => c.notNull())
    .addColumn('at', 'text', c => c.notNull())
    .execute()
  await db.schema.createIndex('bilan_answers_convention').on('bilan_answers').columns(['convention', 'at']).execute()
}
