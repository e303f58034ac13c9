import type { Kysely } from 'kysely'

/** Sources taught in the portal, version after version: the last one holds. And what a person was teaching when they left. */
export async function taughtSources(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('taught_sources')
    .addColumn('source', 'text', c => c.notNull())
    .addColumn('version', 'integer', c => c.notNull())
    .addColumn('config', 'text', c => c.notNull())
    .addColumn('mapping', 'text', c => c.notNull())
    .addColumn('lesson', 'text', c => c.notNull())
    .addColumn('state', 'text', c => c.notNull())
    .addColumn('note', 'text', c => c.notNull())
    .addColumn('by', 'text', c => c.notNull())
    .addColumn('at', 'text', c => c.notNull())
    .addPrimaryKeyConstraint('taught_sources_pk', ['source', 'version'])
    .execute()
  await db.schema
    .createTable('lessons')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('body', 'text', c => c.notNull())
    .addColumn('by', 'text', c => c.notNull())
    .addColumn('at', 'text', c => c.notNull())
    .execute()
}
