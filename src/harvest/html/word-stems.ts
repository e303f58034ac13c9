import { fold } from '../../common/text.ts'

/** A word of a text, as it is written, and what is compared of it. */
export interface Word {
  from: number
  to: number
  stem: string
}

/** «Tarif(s)» is one word. */
const WORD = /[\p{L}\p{M}\p{N}]+(?:\([sx]\))?/gu
/** A shorter word is written the same in the singular and the plural. */
const SHORTEST_PLURAL = 4

/** Words of a text, in the singular: «Publics concernés», «Public(s) concerné(s)» and «Public concerné» have the same stems. */
export const wordStems = (text: string): Word[] =>
  [...text.matchAll(WORD)].map(match => ({
    from: match.index,
    to: match.index + match[0].length,
    stem: stemOf(fold(match[0].replace(/\([sx]\)$/u, ''))),
  }))

const stemOf = (word: string): string => (word.length < SHORTEST_PLURAL ? word : word.replace(/[sx]$/, ''))
