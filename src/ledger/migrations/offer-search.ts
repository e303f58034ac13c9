import { type Kysely, PostgresAdapter, sql } from 'kysely'

/**
 * What lists of offers look for: a line an offer, searched by SQLite's FTS5 or Postgres' own text search, with the words that there are for
 * those who mistype. Filled by a later migration, which gives each line more to say.
 */
export async function offerSearch(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter
  await db.schema
    .createTable('offers_facets')
    .addColumn('id', postgres ? 'bigserial' : 'integer', c =>
      postgres ? c.primaryKey() : c.primaryKey().autoIncrement(),
    )
    .addColumn('source', 'text', c => c.notNull())
    .addColumn('key', 'text', c => c.notNull())
    .addColumn('words', 'text', c => c.notNull())
    .addColumn('themes', 'text', c => c.notNull())
    .addColumn('actions', 'text', c => c.notNull())
    .addColumn('commune', 'text', c => c.notNull())
    .addColumn('ends', 'text')
    .addColumn('score', 'double precision')
    .addUniqueConstraint('offers_facets_offer', ['source', 'key'])
    .addForeignKeyConstraint('offers_facets_of', ['source', 'key'], 'offers', ['source', 'key'], c =>
      c.onDelete('cascade').onUpdate('cascade'),
    )
    .execute()
  await db.schema
    .createTable('offers_terms')
    .addColumn('term', 'text', c => c.primaryKey())
    .execute()
  for (const statement of postgres ? POSTGRES : SQLITE) await sql.raw(statement).execute(db)
}

const SQLITE = [
  `create virtual table offers_fts using fts5(words, content='offers_facets', content_rowid='id', tokenize='unicode61', prefix='2 3')`,
  `create trigger offers_fts_in after insert on offers_facets begin
    insert into offers_fts(rowid, words) values (new.id, new.words); end`,
  `create trigger offers_fts_out after delete on offers_facets begin
    insert into offers_fts(offers_fts, rowid, words) values ('delete', old.id, old.words); end`,
  `create trigger offers_fts_over after update of words on offers_facets begin
    insert into offers_fts(offers_fts, rowid, words) values ('delete', old.id, old.words);
    insert into offers_fts(rowid, words) values (new.id, new.words); end`,
]

const POSTGRES = [
  `alter table offers_facets add column found tsvector generated always as (to_tsvector('simple', words)) stored`,
  'create index offers_facets_found on offers_facets using gin (found)',
]
