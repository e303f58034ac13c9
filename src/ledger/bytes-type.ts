import { type Kysely, type RawBuilder, sql } from 'kysely'

/** The column type of raw bytes, the one thing on which the two dialects disagree: `blob` in SQLite, `bytea` in Postgres. */
export function bytesType(db: Kysely<unknown>): RawBuilder<unknown> {
  return db.getExecutor().adapter.supportsMultipleConnections === false ? sql`blob` : sql`bytea`
}
