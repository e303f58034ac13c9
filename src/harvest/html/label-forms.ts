import type { AnyNode } from 'domhandler'
import { fold } from '../../common/text.ts'
import { type Word, wordStems } from './word-stems.ts'
import { wordsOf } from './words.ts'

/**
 * How a label stands in a scope when its words are there in another number: «Publics concernés», «Public(s) concerné(s)» for «Public concerné».
 * As the page writes them, in their order there; neither the label itself nor those of `others` (folded), which belong to other fields.
 */
export function labelForms(scope: readonly AnyNode[], label: string, others: ReadonlySet<string>): string[] {
  const wanted = wordStems(label).map(({ stem }) => stem)
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

/** Words of a scope, read once for all its labels. */
const known = new WeakMap<readonly AnyNode[], { text: string; words: Word[] }>()
function pageWords(scope: readonly AnyNode[]): { text: string; words: Word[] } {
  const before = known.get(scope)
  if (before) return before
  const text = scope.map(wordsOf).join('\n')
  const read = { text, words: wordStems(text) }
  known.set(scope, read)
  return read
}
