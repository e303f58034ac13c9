import type { Kysely } from 'kysely'
import { bytesType } from '../bytes-type.ts'

/** Published catalogues: a row of `feeds` says that every part of its files is there. */
export async function feed(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('feeds')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('variant', 'text', c => c.notNull())
    .addColumn('built', 'text', c => c.notNull())
    .addColumn('basis', 'text', c => c.notNull())
    .addColumn('services', 'integer', c => c.notNull())
    .addColumn('files', 'text', c => c.notNull())
    .execute()
  await db.schema.createIndex('feeds_variant').on('feeds').columns(['variant', 'built']).execute()
  await db.schema
    .createTable('feed_parts')
    .addColumn('feed', 'text', c => c.notNull())
    .addColumn('file', 'text', c => c.notNull())
    .addColumn('n', 'integer', c => c.notNull())
    .addColumn('stored', 'text', c => c.notNull())
    .addColumn('bytes', bytesType(db), c => c.notNull())
    .addPrimaryKeyConstraint('feed_parts_pk', ['feed', 'file', 'n'])
    .execute()
  await db.schema
    .createTable('feed_losses')
    .addColumn('variant', 'text', c => c.primaryKey())
    .addColumn('since', 'text', c => c.notNull())
    .execute()
}
