import { type Kysely, sql } from 'kysely'
import { MIGRATION_NAMES } from './migration-names.ts'

/** Whether each migration has run, and no other: nothing is to be done, and what does it need not be loaded. */
export async function isCurrent<T>(db: Kysely<T>): Promise<boolean> {
  try {
    const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
    return rows.length === MIGRATION_NAMES.length && rows.every(({ name }, at) => name === MIGRATION_NAMES[at])
  } catch {
    // No such table: nothing ran yet. A ledger that is away says so again at the next question.
    return false
  }
}
