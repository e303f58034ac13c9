import type { Kysely } from 'kysely'
import { similarity } from '../common/text.ts'
import type { Tables } from './schema.ts'

/** How alike two words are for one to be a slip of the finger for the other. */
const LIKE = 0.7

interface Word {
  term: string
  /** One bit for each letter that it has. */
  letters: number
}
interface Known {
  count: number
  /** By their number of letters. */
  byLength: Map<number, Word[]>
}

/** All the words that offers have, kept in memory as long as no word comes: looking at 100 000 of them takes a few milliseconds. */
const kept = new WeakMap<object, Known>()

/** The word of some offer that is nearest to this one, or null when none comes near. */
export async function nearWord(db: Kysely<Tables>, word: string): Promise<string | null> {
  const { byLength } = await wordsOf(db)
  const letters = lettersOf(word)
  let best: { term: string; likeness: number } | null = null
  for (let length = word.length - 1; length <= word.length + 2; length += 1)
    for (const each of byLength.get(length) ?? []) {
      // A slip changes one letter for another: two bits. Far from that, there is no need to compare.
      const slips = Math.floor((1 - LIKE) * Math.max(length, word.length))
      if (bits(each.letters ^ letters) > 2 * slips) continue
      const likeness = similarity(each.term, word)
      if (likeness < LIKE || (best !== null && likeness < best.likeness)) continue
      if (best === null || likeness > best.likeness || each.term < best.term) best = { term: each.term, likeness }
    }
  return best?.term ?? null
}

async function wordsOf(db: Kysely<Tables>): Promise<Known> {
  const { count } = await db
    .selectFrom('offers_terms')
    .select(e => e.fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  const known = kept.get(db)
  if (known?.count === Number(count)) return known
  const rows = await db.selectFrom('offers_terms').select('term').execute()
  const words = rows.map(({ term }) => ({ term, letters: lettersOf(term) }))
  const fresh = { count: Number(count), byLength: Map.groupBy(words, ({ term }) => term.length) }
  kept.set(db, fresh)
  return fresh
}

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
