import type { Kysely } from 'kysely'
import { bytesType } from '../bytes-type.ts'

/** What each reading of other sources gave, for as long as a census counted beside it is kept. */
export async function otherStates(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('other_states')
    .addColumn('reading', 'text', c => c.primaryKey())
    .addColumn('used', 'text', c => c.notNull())
    .addColumn('state', bytesType(db), c => c.notNull())
    .execute()
}
