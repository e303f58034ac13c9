import { Kysely } from 'kysely'
import { postgresDialect } from './postgres-dialect.ts'
import type { Tables } from './schema.ts'
import { sqliteDialect } from './sqlite-dialect.ts'

/** `path`: SQLite file or `:memory:`. `patienceMs`: how long a write waits for another process. `url`: postgres:// address. */
export type LedgerPlace =
  | { path: string; patienceMs?: number }
  | { url: string; connections?: number; silenceMs?: number }

/**
 * The bare connection, for migrations and moves from one place to another.
 * @param whenNew gives the SQL that fills a SQLite file in which nothing is yet; default: it stays empty
 */
export function connect(place: LedgerPlace, whenNew?: () => string): Kysely<Tables> {
  const dialect =
    'path' in place ? sqliteDialect(place.path, whenNew, place.patienceMs) : postgresDialect(place.url, place)
  return new Kysely<Tables>({ dialect })
}
