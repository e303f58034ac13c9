import { fold } from '../common/text.ts'
import type { DecidedWord, Lexicon } from './lexicon.ts'

/**
 * A lexicon completed by words that persons explained. The lexicon itself wins: a decided word counts only for a piece of text that the lexicon leaves unknown,
 * and only for exactly that piece. Pure: the lexicon given is left as it is.
 */
export function withWords(lexicon: Lexicon, words: readonly DecidedWord[]): Lexicon {
  if (words.length === 0) return lexicon
  const decided = new Map<string, Map<string, DecidedWord>>()
  for (const word of words) {
    const own = decided.get(word.referential) ?? new Map<string, DecidedWord>()
    own.set(fold(word.word), word)
    decided.set(word.referential, own)
  }
  return { ...lexicon, decided }
}
