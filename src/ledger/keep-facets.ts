import type { Kysely } from 'kysely'
import type { OfferFacets, OlderFacets } from './offer-facets.ts'
import type { Tables } from './schema.ts'

/** Words kept at once. */
const BATCH = 500

/** What lists look for of one offer, and its words among all those that there are. What is as it was is not written again. */
export async function keepFacets(
  db: Kysely<Tables>,
  { source, key }: { source: string; key: string },
  facets: OlderFacets & Partial<OfferFacets>,
): Promise<void> {
  const known = await db
    .selectFrom('offers_facets')
    .selectAll()
    .where('source', '=', source)
    .where('key', '=', key)
    .executeTakeFirst()
  const same = (name: keyof OfferFacets) => known?.[name] === facets[name]
  const names = Object.keys(facets) as (keyof OfferFacets)[]
  if (known && names.every(same)) return
  // Words that are written again are taken in again by the search.
  const moved = Object.fromEntries(names.filter(name => !same(name)).map(name => [name, facets[name]]))
  await db
    .insertInto('offers_facets')
    .values({ source, key, ...facets })
    .onConflict(c => c.columns(['source', 'key']).doUpdateSet(moved))
    .execute()
  if (same('words')) return
  const terms = [...new Set(facets.words.split(' '))].filter(Boolean)
  for (let at = 0; at < terms.length; at += BATCH)
    await db
      .insertInto('offers_terms')
      .values(terms.slice(at, at + BATCH).map(term => ({ term })))
      .onConflict(c => c.doNothing())
      .execute()
}

export async function hasFacets(
  db: Kysely<Tables>,
  { source, key }: { source: string; key: string },
): Promise<boolean> {
  const known = await db
    .selectFrom('offers_facets')
    .select('key')
    .where('source', '=', source)
    .where('key', '=', key)
    .executeTakeFirst()
  return known !== undefined
}
