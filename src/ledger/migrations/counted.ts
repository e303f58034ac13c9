import type { Kysely } from 'kysely'
import { fillCounted } from '../fill-counted.ts'
import type { Tables } from '../schema.ts'

/** What a report counts of an offer and of its service stands beside them, so that a report parses no record. */
export async function counted(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('offers_facets').addColumn('called', 'text').execute()
  await db.schema.alterTable('offers_facets').addColumn('counted', 'text').execute()
  await db.schema.alterTable('links').addColumn('counted', 'text').execute()
  await fillCounted(db as Kysely<Tables>)
}
