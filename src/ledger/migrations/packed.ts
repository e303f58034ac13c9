import type { Kysely } from 'kysely'
import { bytesType } from '../bytes-type.ts'

/** What is read whole or not at all is packed from now on. What older versions wrote stays as it is until it is written again. */
export async function packed(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('plans_parts').addColumn('packed', bytesType(db)).execute()
  await db.schema.alterTable('runs_lines').addColumn('packed', bytesType(db)).execute()
  await db.schema.alterTable('offers').addColumn('provenance', bytesType(db)).execute()
}
