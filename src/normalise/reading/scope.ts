import type { Note } from '../transforms/transform.ts'
import { plain } from './plain.ts'

/** The sentences of a text that speak of one subject, as one text, and whether others were set aside. */
export function sentencesOn(words: string, subject: RegExp): { kept: string; others: boolean } {
  const sentences = words.split(/(?<=[.!?])\s+(?=\p{Lu}|$)|[\n;•]+/u).filter(sentence => /[\p{L}\d]/u.test(sentence))
  const kept = sentences.filter(sentence => subject.test(plain(sentence)))
  return { kept: kept.join('\n'), others: kept.length > 0 && kept.length < sentences.length }
}

/** Said when a value was looked for in a whole text: what speaks of something else was not read. */
export function tellOthers(others: boolean, field: string): Note[] {
  if (!others) return []
  return [
    {
      code: 'reste-non-lu',
      severity: 'info',
      message: `Seules les phrases qui parlent ${field} ont été lues ici ; les autres ne l’ont pas été.`,
    },
  ]
}
