import type { Kysely } from 'kysely'
import type { Clock } from '../../common/clock.ts'
import type { NewId } from '../../common/ids.ts'
import type { Tables } from '../../ledger/schema.ts'
import type { PortalTables } from './tables.ts'

export interface StoreDeps {
  /** The ledger's own connection: two connections to one SQLite file in a process would wait for each other for ever. */
  db: Kysely<Tables & PortalTables>
  clock: Clock
  newId: NewId
}

/** The ledger's connection, seen with the portal's tables too: the ledger makes all tables but names its own only. */
export function withPortalTables(db: Kysely<Tables>): StoreDeps['db'] {
  return db as unknown as StoreDeps['db']
}

/** What the portal's stores are made of, from an open program. */
export function portalStoreOf(app: { ledger: { db: Kysely<Tables> }; clock: Clock; newId: NewId }): StoreDeps {
  return { db: withPortalTables(app.ledger.db), clock: app.clock, newId: app.newId }
}

/** @param ms milliseconds from now */
export function later(clock: Clock, ms: number): string {
  return new Date(clock.now().getTime() + ms).toISOString()
}
