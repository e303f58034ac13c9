import { fold } from '../../common/text.ts'

type Words = ReadonlyMap<string, readonly string[]>

const JOINED = / (?:et ou|et|ou) /
const CUT = /\s(?:et\/ou|et|ou)\s/iu
const known = new WeakMap<Words, readonly string[]>()

/** Entries that «et» or «ou» holds together: «activités sportives et culturelles». */
function joinedKeys(words: Words): readonly string[] {
  const kept = known.get(words)
  if (kept) return kept
  const keys = [...words.keys()].filter(key => JOINED.test(key))
  known.set(words, keys)
  return keys
}

/** Pieces of a sentence, those that an entry holds together made one again. */
export function withoutCuts(pieces: string[], sentence: string, words: Words): string[] {
  if (pieces.length < 2 || !CUT.test(sentence)) return pieces
  const folded = fold(sentence)
  const keys = joinedKeys(words).filter(key => folded.includes(key))
  if (keys.length === 0) return pieces
  const out: string[] = []
  for (const piece of pieces) {
    const before = out.at(-1)
    const both = before === undefined ? null : seam(before, piece, folded)
    if (
      both !== null &&
      keys.some(key => both.includes(key) && !fold(before ?? '').includes(key) && !fold(piece).includes(key))
    )
      out[out.length - 1] = both
    else out.push(piece)
  }
  return out
}

/** Two pieces with the word that stood between them, as the sentence has it. */
function seam(before: string, after: string, folded: string): string | null {
  for (const word of ['et ou', 'et', 'ou']) {
    const both = `${fold(before)} ${word} ${fold(after)}`
    if (folded.includes(both)) return both
  }
  return null
}
