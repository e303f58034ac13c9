import type { Kysely } from 'kysely'

/** The long lists of a plan, cut: a plan over a hundred thousand offers is no longer one text that no engine can hold. */
export async function planParts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('plans_parts')
    .addColumn('plan', 'text', c => c.notNull().references('plans.id').onDelete('cascade'))
    .addColumn('list', 'text', c => c.notNull())
    .addColumn('n', 'integer', c => c.notNull())
    .addColumn('body', 'text', c => c.notNull())
    .addPrimaryKeyConstraint('plans_parts_pk', ['plan', 'list', 'n'])
    .execute()
}
