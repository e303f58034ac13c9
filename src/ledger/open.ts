import { Kysely } from 'kysely'
import { type Clock, systemClock } from '../common/clock.ts'
import { type NewId, randomIds } from '../common/ids.ts'
import { type Ledger, ledgerOf } from './ledger.ts'
import { migrate } from './migrate.ts'
import { postgresDialect } from './postgres-dialect.ts'
import type { Tables } from './schema.ts'
import { sqliteDialect } from './sqlite-dialect.ts'

/** `path`: SQLite file or `:memory:`. `url`: postgres:// address. */
export type LedgerPlace = { path: string } | { url: string; connections?: number; silenceMs?: number }

/** The bare connection, for migrations and moves from one place to another. */
export function connect(place: LedgerPlace): Kysely<Tables> {
  const dialect = 'path' in place ? sqliteDialect(place.path) : postgresDialect(place.url, place)
  return new Kysely<Tables>({ dialect })
}

/** Opens the ledger, bringing it to today's shape first. Close it when done. */
export async function openLedger(place: LedgerPlace, deps: { clock?: Clock; newId?: NewId } = {}): Promise<Ledger> {
  const db = connect(place)
  try {
    await migrate(db)
  } catch (error) {
    await db.destroy()
    throw error
  }
  return ledgerOf({ db, clock: deps.clock ?? systemClock, newId: deps.newId ?? randomIds })
}
