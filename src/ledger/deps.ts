import type { Kysely } from 'kysely'
import type { Clock } from '../common/clock.ts'
import type { NewId } from '../common/ids.ts'
import type { Tables } from './schema.ts'

/** What every repository is made of: a connection (or a transaction), the time, and ids. */
export interface LedgerDeps {
  db: Kysely<Tables>
  clock: Clock
  newId: NewId
}

/** Now, as the ledger writes instants: ISO 8601, UTC, milliseconds. */
export function stamp(clock: Clock): string {
  return clock.now().toISOString()
}

/** JSON text of a column, or null. */
export function fromJson<T>(text: string | null): T | null {
  return text === null ? null : (JSON.parse(text) as T)
}
