import { kindOf, type Left } from './left-words.ts'
import { lines, plain } from './plain.ts'

/** Words that say nothing by themselves. Closed: what is not here, nor the reader's own, is left. */
const FILLERS = new Set(
  `a à au aux avec c ce ces cet cette chez d dans de des du elle elles en est et il ils l la le les leur leurs mais n° nos notre nous on par plus près
  qu que qui s sa ses soit son sont sur t très un une vers vos votre vous y ci dessous merci infos info information informations renseignement renseignements bonjour
  madame monsieur svp voir aussi également notamment etc`
    .split(/\s+/)
    .map(plain),
)

const WORD = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}.-]{1,200}|[\p{L}\p{N}]+(?:['-][\p{L}\p{N}]+)*/gu

/** A text whose every word is either understood by the reader, negligible, or left. Positions are those of `text` and of `plain` alike. */
export interface Account {
  /** Blanks squeezed, lines kept. */
  readonly text: string
  /** Lower case, without accents. */
  readonly plain: string
  /** Marks a span as understood. */
  take(index: number, length: number): void
  /** `plain`, with what was taken blotted out. */
  rest(): string
  /** Marks every match of a global expression on `rest` as understood, and gives them. */
  takeAll(pattern: RegExp): RegExpExecArray[]
  /** Whether anything of a span was taken. */
  isTaken(index: number, length: number): boolean
  /** The words left, in runs between what was taken and where sentences end. */
  left(): Left[]
}

/** @param own words of the reader's subject, that carry no value: «tél», «horaires», in `plain` form */
export function account(words: string, own: ReadonlySet<string> = new Set()): Account {
  const text = lines(words)
  const bare = plain(text)
  const taken = new Uint8Array(text.length)
  const isTaken = (index: number, length: number) => {
    for (let at = index; at < index + length; at += 1) if (taken[at] === 1) return true
    return false
  }
  const take = (index: number, length: number) => void taken.fill(1, index, index + length)
  const rest = () => blot(bare, taken)
  return {
    text,
    plain: bare,
    take,
    rest,
    takeAll(pattern) {
      const found = [...rest().matchAll(pattern)]
      for (const match of found) take(match.index, match[0].length)
      return found
    },
    isTaken,
    left() {
      const runs: { from: number; to: number; words: string[] }[] = []
      let fresh = true
      let last = 0
      for (const match of bare.matchAll(WORD)) {
        const [word] = match
        const end = match.index + word.length
        const between = bare.slice(last, match.index)
        if (isTaken(last, match.index - last) || /[.;!?\n](?:\s|$)|[\n;]/.test(between)) fresh = true
        last = end
        if (isTaken(match.index, word.length)) {
          fresh = true
          continue
        }
        const run = runs.at(-1)
        if (fresh || !run) runs.push({ from: match.index, to: end, words: [word] })
        else {
          run.to = end
          run.words.push(word)
        }
        fresh = false
      }
      return runs
        .filter(run => run.words.some(word => !isNegligible(word, own)))
        .map(({ from, to }) => ({ words: text.slice(from, to), kind: kindOf(bare.slice(from, to)) }))
    },
  }
}

const BLOT = '\u0000'

function blot(text: string, taken: Uint8Array): string {
  if (!taken.includes(1)) return text
  let out = ''
  for (let at = 0; at < text.length; at += 1) out += taken[at] === 1 ? BLOT : text.charAt(at)
  return out
}

function isNegligible(word: string, own: ReadonlySet<string>): boolean {
  if (FILLERS.has(word) || own.has(word)) return true
  // «l'accueil», «d'ouverture»
  const [, rest] = /^(?:[ldcsjmt]|qu|jusqu)'(.+)$/.exec(word) ?? []
  return rest !== undefined && !word.startsWith('jusqu') && (FILLERS.has(rest) || own.has(rest))
}

/** A closed list of words, in `plain` form. */
export const wordSet = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).filter(Boolean).map(plain))
