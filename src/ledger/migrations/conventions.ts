import type { Kysely } from 'kysely'

/** Conventions imported in the portal, version after version: the last one of a name holds, over the file of that name. */
export async function conventions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('conventions')
    .addColumn('convention', 'text', c => c.notNull())
    .addColumn('version', 'integer', c => c.notNull())
    .addColumn('body', 'text', c => c.notNull())
    .addColumn('by', 'text', c => c.notNull())
    .addColumn('at', 'text', c => c.notNull())
    .addPrimaryKeyConstraint('conventions_pk', ['convention', 'version'])
    .execute()
}
