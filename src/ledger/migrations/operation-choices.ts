import type { Kysely } from 'kysely'

/** What persons decided that a write carried out, as JSON; null before this version, and where nobody decided anything. */
export async function operationChoices(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('operations').addColumn('choices', 'text').execute()
}
