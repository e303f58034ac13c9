import {
  type Expression,
  type ExpressionBuilder,
  type Kysely,
  PostgresAdapter,
  type RawBuilder,
  type SqlBool,
  sql,
} from 'kysely'
import { nearWord } from './near-words.ts'
import type { Tables } from './schema.ts'

/** Words that are corrected at once. */
const MOST = 4

/** Sources that a word names by itself. */
type Named = ((word: string) => readonly string[]) | undefined

/** Whether an offer (its line of `offers_facets`) has words that begin so. @param words letters and figures only, as `fold` gives them */
function hasWords(db: Kysely<Tables>, words: readonly string[]): RawBuilder<SqlBool> {
  return isPostgres(db)
    ? sql<SqlBool>`offers_facets.found @@ to_tsquery('simple', ${words.map(word => `${word}:*`).join(' & ')})`
    : sql<SqlBool>`offers_facets.id in (select rowid from offers_fts where offers_fts match ${words.map(word => `"${word}"*`).join(' AND ')})`
}

/** Offers that have all these words, or are of a source that a word names. */
export function hasAll(db: Kysely<Tables>, words: readonly string[], named: Named) {
  const sources = new Map(words.map(word => [word, named?.(word) ?? []]))
  const plain = words.filter(word => sources.get(word)?.length === 0)
  return (e: ExpressionBuilder<Tables, 'offers_facets'>): Expression<SqlBool> =>
    e.and([
      ...(plain.length > 0 ? [hasWords(db, plain)] : []),
      ...[...sources].flatMap(([word, own]) =>
        own.length === 0 ? [] : [e.or([hasWords(db, [word]), e('offers_facets.source', 'in', own)])],
      ),
    ])
}

/** Lines of `offers_facets` that have all these words. @param most beyond, there are many */
export async function idsWith(
  db: Kysely<Tables>,
  words: readonly string[],
  named: Named,
  most: number,
): Promise<number[]> {
  const rows = await db
    .selectFrom('offers_facets')
    .select('id')
    .where(hasAll(db, words, named))
    .limit(most)
    .execute()
  return rows.map(({ id }) => Number(id))
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
    const best = await nearWord(db, word)
    if (best === null) return null
    better.push(best)
    changed += 1
  }
  return changed === 0 ? null : better
}

function isPostgres(db: Kysely<Tables>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter
}
