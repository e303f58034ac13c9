import type { Kysely } from 'kysely'

/** Where addresses are, as a geocoder told once: asked again, it may tell another point or nothing, and DORA would be written for that. */
export async function places(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('places')
    .addColumn('address', 'text', c => c.primaryKey())
    .addColumn('longitude', 'double precision')
    .addColumn('latitude', 'double precision')
    .addColumn('asked', 'text', c => c.notNull())
    .execute()
}
