import { type Kysely, PostgresAdapter, sql } from 'kysely'
import type { Tables } from './schema.ts'

/** Words looked at in one statement. */
const AT_ONCE = 200

/** Of the words that some offers had, forgets those that no offer has any more: a name or an address is one of them. @param texts `words` of lines that went or changed */
export async function dropUnusedTerms(db: Kysely<Tables>, texts: readonly string[]): Promise<void> {
  const terms = [...new Set(texts.flatMap(text => text.split(' ')))].filter(Boolean)
  const used =
    db.getExecutor().adapter instanceof PostgresAdapter
      ? sql<boolean>`exists (select 1 from offers_facets where found @@ plainto_tsquery('simple', offers_terms.term))`
      : sql<boolean>`exists (select 1 from offers_fts where offers_fts match '"' || offers_terms.term || '"')`
  for (let at = 0; at < terms.length; at += AT_ONCE)
    await db
      .deleteFrom('offers_terms')
      .where('term', 'in', terms.slice(at, at + AT_ONCE))
      .where(e => e.not(used))
      .execute()
}
