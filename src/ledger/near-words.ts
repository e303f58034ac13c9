import { type Kysely, sql } from 'kysely'
import { similarity } from '../common/text.ts'
import type { Tables } from './schema.ts'

/** How alike two words are for one to be a slip of the finger for the other. */
const LIKE = 0.7

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
  const letters = lettersOf(word)
  let best: { term: string; likeness: number } | null = null
  for (const { term } of rows) {
    // A slip changes one letter for another: two bits. Far from that, there is no need to compare.
    const slips = Math.floor((1 - LIKE) * Math.max(term.length, word.length))
    if (bits(lettersOf(term) ^ letters) > 2 * slips) continue
    const likeness = similarity(term, word)
    if (likeness < LIKE || (best !== null && likeness < best.likeness)) continue
    if (best === null || likeness > best.likeness || term < best.term) best = { term, likeness }
  }
  return best?.term ?? null
}

/** One bit for each letter that a word has. */
function lettersOf(word: string): number {
  let letters = 0
  for (let at = 0; at < word.length; at += 1) letters |= 1 << (word.charCodeAt(at) % 31)
  return letters
}

function bits(value: number): number {
  let count = 0
  for (let rest = value; rest !== 0; rest &= rest - 1) count += 1
  return count
}
