import { distance } from './distance.ts'

/** How alike two words are for one to be a slip of the finger for the other. */
const LIKE = 0.7

/** The term nearest to a word, as `fold` gives both; the first in the alphabet of those that are as near. Null when none comes near. */
export function nearestWord(terms: Iterable<string>, word: string): string | null {
  const letters = lettersOf(word)
  let best: { term: string; likeness: number } | null = null
  for (const term of terms) {
    if (term.length < word.length - 1 || term.length > word.length + 2) continue
    // A slip changes one letter for another: two bits. Far from that, there is no need to compare.
    const slips = Math.floor((1 - LIKE) * Math.max(term.length, word.length))
    if (bits(lettersOf(term) ^ letters) > 2 * slips) continue
    const likeness = 1 - distance(term, word) / Math.max(term.length, word.length)
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
