import { type Kysely, sql } from 'kysely'
import { distance } from '../common/distance.ts'
import { nearestWord } from '../common/nearest-word.ts'
import type { Tables } from './schema.ts'

/**
 * The word of some offer that is nearest to this one, or null when none comes near. Most slips leave the first letter, which the database finds
 * without looking at the others: a word that is one letter away from there is the answer.
 */
export async function nearWord(db: Kysely<Tables>, word: string): Promise<string | null> {
  const first = word.slice(0, 1)
  const after = String.fromCharCode(first.charCodeAt(0) + 1)
  const beside = await termsAsLong(db, word).where('term', '>=', first).where('term', '<', after).execute()
  const near = nearestWord(wordsOf(beside), word)
  return near !== null && distance(near, word) === 1 ? near : nearestWord(wordsOf(await anywhere(db, word)), word)
}

/** A slip leaves the first letter or the next two where they were, give or take one: a twentieth of the words. */
function anywhere(db: Kysely<Tables>, word: string): Promise<{ term: string }[]> {
  return termsAsLong(db, word)
    .where(e =>
      e.or([
        e(sql`substr(term, 1, 1)`, '=', word.slice(0, 1)),
        e(sql`substr(term, 2, 2)`, 'in', [word.slice(1, 3), word.slice(0, 2)]),
        e(sql`substr(term, 1, 2)`, '=', word.slice(1, 3)),
      ]),
    )
    .execute()
}

function termsAsLong(db: Kysely<Tables>, word: string) {
  return db
    .selectFrom('offers_terms')
    .select('term')
    .where(sql<number>`length(term)`, '>=', word.length - 1)
    .where(sql<number>`length(term)`, '<=', word.length + 2)
}

function wordsOf(rows: readonly { term: string }[]): string[] {
  return rows.map(({ term }) => term)
}
