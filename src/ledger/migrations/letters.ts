import { type Kysely, PostgresAdapter, sql } from 'kysely'
import { fold } from '../../common/text.ts'
import type { Tables } from '../schema.ts'

/**
 * Contacts that only have a telephone; the names of offers as they are sorted in French (filled from the names); what was typed in a form
 * whose session was over.
 */
export async function letters(db: Kysely<unknown>): Promise<void> {
  await contactsWithoutAddress(db)
  // Bytes decide the order, on both: a locale of Postgres has its own.
  const type = db.getExecutor().adapter instanceof PostgresAdapter ? sql`text collate "C"` : sql`text`
  await db.schema
    .alterTable('offers')
    .addColumn('sort', type, c => c.notNull().defaultTo(''))
    .execute()
  await db.schema.dropIndex('offers_browse').execute()
  await sortNames(db as Kysely<Tables>)
  await db.schema.createIndex('offers_browse').on('offers').columns(['sort', 'state', 'source', 'key']).execute()
  await db.schema
    .createTable('drafts')
    .addColumn('holder_kind', 'text', c => c.notNull())
    .addColumn('holder', 'text', c => c.notNull())
    .addColumn('action', 'text', c => c.notNull())
    .addColumn('page', 'text', c => c.notNull())
    .addColumn('fields', 'text', c => c.notNull())
    .addColumn('at', 'text', c => c.notNull())
    .addPrimaryKeyConstraint('drafts_pk', ['holder_kind', 'holder', 'action'])
    .execute()
}

/** SQLite cannot drop «not null»: the table is made again, with its rows, on both. */
async function contactsWithoutAddress(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('contacts_next')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('partner', 'text', c => c.notNull())
    .addColumn('email', 'text')
    .addColumn('phone', 'text')
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('created', 'text', c => c.notNull())
    .addColumn('created_by', 'text', c => c.notNull())
    .addColumn('removed', 'text')
    .execute()
  await sql`insert into contacts_next (id, partner, email, phone, name, created, created_by, removed)
    select id, partner, email, null, name, created, created_by, removed from contacts`.execute(db)
  await db.schema.dropTable('contacts').execute()
  await db.schema.alterTable('contacts_next').renameTo('contacts').execute()
  await db.schema.createIndex('contacts_partner_email').unique().on('contacts').columns(['partner', 'email']).execute()
}

/** Offers read at once. */
const BATCH = 500

async function sortNames(db: Kysely<Tables>): Promise<void> {
  let [source, key] = ['', '']
  for (;;) {
    const rows = await db
      .selectFrom('offers')
      .select(['source', 'key', 'name'])
      .where(e => e(e.refTuple('source', 'key'), '>', e.tuple(source, key)))
      .orderBy('source')
      .orderBy('key')
      .limit(BATCH)
      .execute()
    for (const row of rows)
      await db
        .updateTable('offers')
        .set({ sort: fold(row.name) })
        .where('source', '=', row.source)
        .where('key', '=', row.key)
        .execute()
    const last = rows.at(-1)
    if (!last) return
    source = last.source
    key = last.key
  }
}
