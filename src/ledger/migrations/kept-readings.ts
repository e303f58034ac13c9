import type { Kysely } from 'kysely'
import { bytesType } from '../bytes-type.ts'

/** What the offers that wait were last compared with: unknown for passes of before, which read it again. */
export async function keptReadings(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('sources').addColumn('kept', bytesType(db)).execute()
}
