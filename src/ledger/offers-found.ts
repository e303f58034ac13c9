import { type Kysely, PostgresAdapter, type RawBuilder, type SqlBool, sql } from 'kysely'
import { similarity } from '../common/text.ts'
import type { Tables } from './schema.ts'

/** Words that are corrected at once. */
const MOST = 4
/** How alike two words are for one to be a slip of the finger for the other. */
const LIKE = 0.7

/** Whether an offer (its line of `offers_facets`) has a word that begins so. @param word letters and figures only, as `fold` gives them */
export function hasWord(db: Kysely<Tables>, word: string): RawBuilder<SqlBool> {
  return isPostgres(db)
    ? sql<SqlBool>`offers_facets.found @@ to_tsquery('simple', ${`${word}:*`})`
    : sql<SqlBool>`offers_facets.id in (select rowid from offers_fts where offers_fts match ${`"${word}"*`})`
}

/** The same words with those that no offer has replaced by the nearest that one has; null when nothing comes near. */
export async function corrected(db: Kysely<Tables>, words: readonly string[]): Promise<string[] | null> {
  const better: string[] = []
  let changed = 0
  for (const word of words) {
    const known = await db
      .selectFrom('offers_terms')
      .select('term')
      .where('term', '>=', word)
      .where('term', '<', `${word}\uffff`)
      .limit(1)
      .executeTakeFirst()
    if (known !== undefined || word.length < 4 || changed === MOST) {
      better.push(word)
      continue
    }
    const near = await db
      .selectFrom('offers_terms')
      .select('term')
      .where(sql<number>`length(term)`, '>=', word.length - 1)
      .where(sql<number>`length(term)`, '<=', word.length + 2)
      .execute()
    const [best] = near
      .map(({ term }) => ({ term, likeness: similarity(term, word) }))
      .filter(({ likeness }) => likeness >= LIKE)
      .toSorted((a, b) => b.likeness - a.likeness || (a.term < b.term ? -1 : 1))
    if (best === undefined) return null
    better.push(best.term)
    changed += 1
  }
  return changed === 0 ? null : better
}

function isPostgres(db: Kysely<Tables>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter
}
