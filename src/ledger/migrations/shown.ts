import type { Kysely } from 'kysely'

/** What DORA last showed of a service, for figures of what the public reads: unknown for what was linked before. */
export async function shown(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('links').addColumn('shown', 'text').execute()
}
