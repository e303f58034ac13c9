import type { Kysely } from 'kysely'

/** The day a person last changed a service in DORA: unknown for what was linked before. */
export async function personEdits(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('links').addColumn('edited', 'text').execute()
}
