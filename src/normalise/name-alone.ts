import { fold } from '../common/text.ts'
import { GIVEN_NAMES } from './given-names.ts'
import { ALSO_A_WORD } from './given-words.ts'
import { SURNAMES } from './surnames.ts'

/** A text this short may be a name and nothing else, a service beside it or not. */
const LONGEST = 60
const WORD = String.raw`\p{L}[\p{L}’'-]+`
/** «julie martin», «Martin Julie, CCAS de Bruz», «J. Martin», «J.Martin - accueil», «Le Goff Nathalie». */
const ALONE = new RegExp(
  String.raw`^\s*(?:(?<first>(?:[Ll][EeAa] )?${WORD})\s+(?<last>(?:[Ll][EeAa] )?${WORD})|\p{Lu}\.\s?(?<only>(?:[Ll][EeAa] )?\p{Lu}[\p{L}’'-]+))\s*(?:$|[,(/;]|[–-]\s)`,
  'u',
)

/** Cheap: two words, or three with an article, and no digit. Most texts have more. */
const MAY_BE = /^\s*(?:l[ea] )?[^\s,(/;\d]+(?: (?:l[ea] )?[^\s,(/;\d]+)?\s*(?:$|[,(/;]|[–-] )/i

const isGiven = (word: string) => word.split(' ').some(part => GIVEN_NAMES.has(part) && !ALSO_A_WORD.has(part))
const isSurname = (word: string) => SURNAMES.has(word.replace(/^(?:le|la) /, ''))

/** Whether a short text is, or begins with, a whole name in either order or behind its initial: a frequent surname, whatever its letters. */
export function isNameAlone(text: string): boolean {
  if (text.length > LONGEST || !MAY_BE.test(text)) return false
  const { first, last, only } = ALONE.exec(text)?.groups ?? {}
  if (only !== undefined) return isSurname(fold(only))
  const [one, two] = [fold(first ?? ''), fold(last ?? '')]
  return (isGiven(one) && isSurname(two)) || (isSurname(one) && isGiven(two))
}
