import { type Kysely, sql } from 'kysely'
import { nearestWord } from '../common/nearest-word.ts'
import type { Tables } from './schema.ts'

/**
 * The word of some offer that is nearest to this one, or null when none comes near. A slip leaves the first letter or the next two where they
 * were, give or take one: the database looks at those alone, a twentieth of the words.
 */
export async function nearWord(db: Kysely<Tables>, word: string): Promise<string | null> {
  const rows = await db
    .selectFrom('offers_terms')
    .select('term')
    .where(sql<number>`length(term)`, '>=', word.length - 1)
    .where(sql<number>`length(term)`, '<=', word.length + 2)
    .where(e =>
      e.or([
        e(sql`substr(term, 1, 1)`, '=', word.slice(0, 1)),
        e(sql`substr(term, 2, 2)`, 'in', [word.slice(1, 3), word.slice(0, 2)]),
        e(sql`substr(term, 1, 2)`, '=', word.slice(1, 3)),
      ]),
    )
    .execute()
  return nearestWord(
    rows.map(({ term }) => term),
    word,
  )
}
