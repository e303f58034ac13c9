import type { AnyNode } from 'domhandler'
import { fold } from '../../common/text.ts'
import { wordsOf } from './words.ts'

/** A word of a page, as it is written, and what is compared of it. */
interface Word {
  from: number
  to: number
  stem: string
}

/** «Tarif(s)» is one word. */
const WORD = /[\p{L}\p{M}\p{N}]+(?:\([sx]\))?/gu
/** A shorter word is written the same in the singular and the plural. */
const SHORTEST_PLURAL = 4

/**
 * How a label stands in a scope when its words are there in another number: «Publics concernés», «Public(s) concerné(s)» for «Public concerné».
 * As the page writes them, in their order there; neither the label itself nor those of `others` (folded), which belong to other fields.
 */
export function labelForms(scope: readonly AnyNode[], label: string, others: ReadonlySet<string>): string[] {
  const wanted = stemsOf(label).map(({ stem }) => stem)
  const { text, words } = pageWords(scope)
  const forms = new Map<string, string>()
  if (wanted.length === 0) return []
  for (const [at, { from }] of words.entries()) {
    if (!wanted.every((stem, rank) => words[at + rank]?.stem === stem)) continue
    const form = text.slice(from, words[at + wanted.length - 1]?.to)
    const key = fold(form)
    if (key !== fold(label) && !others.has(key) && !forms.has(key)) forms.set(key, form)
  }
  return [...forms.values()]
}

const stemsOf = (text: string): Word[] =>
  [...text.matchAll(WORD)].map(match => ({
    from: match.index,
    to: match.index + match[0].length,
    stem: stemOf(fold(match[0].replace(/\([sx]\)$/u, ''))),
  }))

const stemOf = (word: string): string => (word.length < SHORTEST_PLURAL ? word : word.replace(/[sx]$/, ''))

/** Words of a scope, read once for all its labels. */
const known = new WeakMap<readonly AnyNode[], { text: string; words: Word[] }>()
function pageWords(scope: readonly AnyNode[]): { text: string; words: Word[] } {
  const before = known.get(scope)
  if (before) return before
  const text = scope.map(wordsOf).join('\n')
  const read = { text, words: stemsOf(text) }
  known.set(scope, read)
  return read
}
