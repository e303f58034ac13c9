import { type Kysely, sql } from 'kysely'
import { fillOfferFacets } from '../fill-offer-facets.ts'
import { offerFacets } from '../offer-facets.ts'
import type { Tables } from '../schema.ts'

const BY_END = `(coalesce(ends, '9999'))`
const BY_SCORE = `(coalesce(cast(cast(round(score * 1000) as integer) + 1000 as text), '0'))`

/** Offers by intercommunalité and by the convention's end, without opening their records; the lists that a person keeps. Filled from the records. */
export async function offerLists(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('offers_facets')
    .addColumn('epci', 'text', c => c.notNull().defaultTo(''))
    .execute()
  await db.schema.alterTable('offers_facets').addColumn('supposed_end', 'text').execute()
  await db.schema.createIndex('offers_facets_ends').on('offers_facets').columns(['ends']).execute()
  await db.schema.createIndex('offers_facets_supposed').on('offers_facets').columns(['supposed_end']).execute()
  // As lists are sorted: by end, by quality.
  for (const [name, by] of Object.entries({ by_end: BY_END, by_score: BY_SCORE }))
    await sql.raw(`create index offers_facets_${name} on offers_facets (${by}, source, key)`).execute(db)
  await db.schema
    .createTable('saved_lists')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('person', 'text', c => c.notNull())
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('query', 'text', c => c.notNull())
    .addColumn('at', 'text', c => c.notNull())
    .addUniqueConstraint('saved_lists_name', ['person', 'name'])
    .execute()
  await fillOfferFacets(db as Kysely<Tables>, (name, record) => {
    const { called: _, counted: __, ...facets } = offerFacets(name, record)
    return facets
  })
}
