import type { Kysely } from 'kysely'
import { idsWith } from './offers-found.ts'
import type { Tables } from './schema.ts'

/** Words of a sentence that is half remembered: the longest say most, the shortest say nothing. */
const SHORTEST = 3
const MOST_WORDS = 5

export interface WithMost {
  /** Lines of `offers_facets`. */
  ids: number[]
  /** How many of the words that count each of them has at least. */
  found: number
  /** The words that count. */
  asked: number
}

/**
 * Offers that have the most of words that none has together, half of them at least; null when none has.
 * @param named sources that a word names by itself @param most lines that are given back
 */
export async function idsWithMost(
  db: Kysely<Tables>,
  words: readonly string[],
  named: Parameters<typeof idsWith>[2],
  most: number,
): Promise<WithMost | null> {
  const said = [...new Set(words)]
    .filter(word => word.length >= SHORTEST)
    .toSorted((one, other) => other.length - one.length)
    .slice(0, MOST_WORDS)
  const least = Math.ceil(said.length / 2)
  for (let found = said.length; found >= least && found > 0; found -= 1) {
    const ids = new Set<number>()
    for (const some of choices(said, found)) {
      for (const id of await idsWith(db, some, named, most)) ids.add(id)
      if (ids.size >= most) break
    }
    if (ids.size > 0) return { ids: [...ids].slice(0, most), found, asked: said.length }
  }
  return null
}

/** Every way to take this many of them. */
function choices(words: readonly string[], size: number): string[][] {
  if (size === 0) return [[]]
  return words.flatMap((word, at) => choices(words.slice(at + 1), size - 1).map(rest => [word, ...rest]))
}
