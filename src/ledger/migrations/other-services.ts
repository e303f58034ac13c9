import type { Kysely } from 'kysely'

/** Services of the territory that other sources than DORA hold, as data·inclusion's open file gives them; and the file they come from. */
export async function otherServices(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('other_services')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('structure', 'text', c => c.notNull())
    .addColumn('placed', 'text', c => c.notNull())
    .addColumn('updated', 'text')
    .execute()
  await db.schema
    .createTable('other_files')
    .addColumn('taken', 'text', c => c.primaryKey())
    .addColumn('place', 'text', c => c.notNull())
    .addColumn('counts', 'text', c => c.notNull())
    .execute()
}
