import type { Kysely } from 'kysely'
import { bytesType } from '../bytes-type.ts'

/** What DORA held at each census: its structures and services as they were then. */
export async function censusStates(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('census_states')
    .addColumn('census', 'text', c => c.primaryKey())
    .addColumn('taken', 'text', c => c.notNull())
    .addColumn('state', bytesType(db), c => c.notNull())
    .execute()
}
