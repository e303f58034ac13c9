import {
  type Expression,
  type ExpressionBuilder,
  type Kysely,
  PostgresAdapter,
  type RawBuilder,
  type SqlBool,
  sql,
} from 'kysely'
import { distance } from '../common/distance.ts'
import { nearestWord } from '../common/nearest-word.ts'
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

/**
 * The word of some offer that is nearest to this one, or null when none comes near. Most slips leave the first letter, which the database finds
 * without looking at the others: a word that is one letter away from there is the answer.
 */
async function nearWord(db: Kysely<Tables>, word: string): Promise<string | null> {
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
