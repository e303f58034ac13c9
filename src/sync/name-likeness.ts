import { distance } from '../common/distance.ts'
import { fold } from '../common/text.ts'

/** A name, made ready once to be compared with many others. */
export interface ComparedName {
  /** As it was given. */
  text: string
  folded: string
  words: ReadonlySet<string>
  /** Its numbers, sorted; '' when it has none. */
  numbers: string
  /** How many letters of each kind: the distance of two names is never under what they differ by here. */
  letters: Uint16Array
}

/** Letters are counted in so many kinds. */
const KINDS = 32
/** The likeness of two names that bear different numbers is halved. */
const OTHER_NUMBERS = 0.5
/** The most that two names that are not the same can reach. */
const NEVER_THE_SAME = 0.9

export function comparedName(text: string): ComparedName {
  const folded = fold(text)
  const words = new Set(folded.split(' '))
  const letters = new Uint16Array(KINDS)
  for (let at = 0; at < folded.length; at += 1) {
    const kind = folded.charCodeAt(at) % KINDS
    letters[kind] = (letters[kind] ?? 0) + 1
  }
  return { text, folded, words, numbers: numbersOf(words), letters }
}

/**
 * 1 only for the same name, case, accents and punctuation apart. Otherwise the better of letters and words («Renforcé –
 * accompagnement»), at most 0.9: one letter or one number may be what tells two services apart («niveau 1», «niveau 2»).
 * @param from a likeness under it is not worked out
 * @returns null under `from`
 */
export function nameLikeness(one: ComparedName, other: ComparedName, from: number): number | null {
  if (one.folded === other.folded) return 1 >= from ? 1 : null
  const share = one.numbers !== '' && other.numbers !== '' && one.numbers !== other.numbers ? OTHER_NUMBERS : 1
  if (NEVER_THE_SAME * share < from) return null
  const byWords = (2 * common(one.words, other.words)) / (one.words.size + other.words.size)
  const longest = Math.max(one.folded.length, other.folded.length)
  const atBest = 1 - lettersApart(one, other) / longest
  if (Math.min(NEVER_THE_SAME, Math.max(byWords, atBest)) * share < from) return null
  const byLetters = byWords >= NEVER_THE_SAME ? 0 : 1 - distance(one.folded, other.folded) / longest
  const likeness = Math.min(NEVER_THE_SAME, Math.max(byLetters, byWords)) * share
  return likeness < from ? null : likeness
}

function common(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let count = 0
  for (const word of one) if (other.has(word)) count += 1
  return count
}

/** A distance between the letters of the two, whatever their order: never more than the real one. */
function lettersApart(one: ComparedName, other: ComparedName): number {
  let more = 0
  let less = 0
  for (let kind = 0; kind < KINDS; kind += 1) {
    const apart = (one.letters[kind] ?? 0) - (other.letters[kind] ?? 0)
    if (apart > 0) more += apart
    else less -= apart
  }
  return Math.max(more, less)
}

function numbersOf(words: ReadonlySet<string>): string {
  return [...words]
    .filter(word => /^\d+$/.test(word))
    .sort()
    .join(' ')
}
