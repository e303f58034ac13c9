import type { Kysely } from 'kysely'

/** What the first pages count and look for, without opening a record: live offers of a source, drafts; and how far a source was compared with DORA. */
export async function counts(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('offers_live').on('offers').columns(['source', 'state']).execute()
  await db.schema.alterTable('sources').addColumn('as_of', 'text').execute()
  await db.schema.createIndex('links_status').on('links').columns(['status', 'source', 'key']).execute()
}
