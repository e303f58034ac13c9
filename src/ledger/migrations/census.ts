import type { Kysely } from 'kysely'

/** What DORA holds of the départements, whoever wrote it, and what each census counted. */
export async function census(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('census_structures')
    .addColumn('slug', 'text', c => c.primaryKey())
    .addColumn('department', 'text', c => c.notNull())
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('siret', 'text')
    .addColumn('typology', 'text')
    .addColumn('home', 'text')
    .addColumn('seen', 'text', c => c.notNull())
    .addColumn('gone', 'text')
    .execute()
  await db.schema
    .createTable('census_services')
    .addColumn('slug', 'text', c => c.primaryKey())
    .addColumn('department', 'text', c => c.notNull())
    .addColumn('structure', 'text', c => c.notNull())
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('status', 'text', c => c.notNull())
    .addColumn('modified', 'text', c => c.notNull())
    .addColumn('city', 'text')
    .addColumn('postal_code', 'text')
    .addColumn('fields', 'text')
    .addColumn('fields_of', 'text')
    .addColumn('looked', 'text')
    .addColumn('seen', 'text', c => c.notNull())
    .addColumn('gone', 'text')
    .execute()
  await db.schema.createIndex('census_services_structure').on('census_services').column('structure').execute()
  await db.schema
    .createTable('censuses')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('started', 'text', c => c.notNull())
    .addColumn('ended', 'text')
    .addColumn('whole', 'integer', c => c.notNull())
    .addColumn('newest', 'text')
    .addColumn('requests', 'integer', c => c.notNull())
    .addColumn('counts', 'text')
    .execute()
}
