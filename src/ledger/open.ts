import { readFileSync } from 'node:fs'
import { type Kysely, sql } from 'kysely'
import { type Clock, systemClock } from '../common/clock.ts'
import { type NewId, randomIds } from '../common/ids.ts'
import { connect, type LedgerPlace } from './connect.ts'
import { type Ledger, ledgerOf } from './ledger.ts'
import { MIGRATION_NAMES } from './migration-names.ts'

let today: string | undefined
/** What the migrations make of an empty SQLite file, kept so that a new ledger need not go through its whole past: `today.test.ts` writes it. */
function newLedger(): string {
  today ??= readFileSync(new URL('./today.sql', import.meta.url), 'utf8')
  return today
}

/** Opens the ledger, bringing it to today's shape first. Close it when done. */
export async function openLedger(place: LedgerPlace, deps: { clock?: Clock; newId?: NewId } = {}): Promise<Ledger> {
  const db = connect(place, newLedger)
  try {
    if (!(await isCurrent(db))) await (await import('./migrate.ts')).migrate(db)
  } catch (error) {
    await db.destroy()
    throw error
  }
  return ledgerOf({ db, clock: deps.clock ?? systemClock, newId: deps.newId ?? randomIds })
}

/** Whether each migration has run, and no other: nothing is to be done, and what does it need not be loaded. */
async function isCurrent<T>(db: Kysely<T>): Promise<boolean> {
  try {
    const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
    return rows.length === MIGRATION_NAMES.length && rows.every(({ name }, at) => name === MIGRATION_NAMES[at])
  } catch {
    // No such table: nothing ran yet. A ledger that is away says so again at the next question.
    return false
  }
}
