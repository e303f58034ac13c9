import { frenchOrder } from '../../common/french-order.ts'
import { nearestWord } from '../../common/nearest-word.ts'
import { fold } from '../../common/text.ts'

/** What a column of a list says of each row, as plain words: the page makes links of some of them, the file takes them as they are. */
export interface ListColumn<T> {
  id: string
  label: string
  number?: true
  /** On the page unless a person says otherwise. */
  usual?: true
  words(row: T): string
  /** The same as a number, for the file. */
  value?(row: T): number | null
  /** What it is sorted by; null: last. Default: its words. */
  sort?(row: T): string | number | null
}

export interface ListQuestion<T> {
  /** As typed: words, or beginnings of words, of anything that a row says. */
  q: string
  keep?: (row: T) => boolean
  /** Id of the column that sorts. Default: as the list was given. */
  by?: string
}

export interface Found<T> {
  rows: T[]
  /** What was looked for in place of words that no row has; null: the words themselves. */
  corrected: string | null
}

/** Rows that are searched in memory: accents and case do not count, a mistyped word is replaced by the nearest there is. */
export interface RowList<T> {
  rows: readonly T[]
  find(question: ListQuestion<T>): Found<T>
}

/** Shorter words are not taken for slips. */
const CORRECTED_FROM = 4

/** @param beside what else a row is found by */
export function rowList<T>(
  rows: readonly T[],
  columns: readonly ListColumn<T>[],
  beside: (row: T) => string = () => '',
): RowList<T> {
  let folded: readonly string[] | null = null
  // Worked out for whoever looks for words.
  const texts = () => {
    folded ??= rows.map(row => ` ${fold([beside(row), ...columns.map(column => column.words(row))].join(' '))}`)
    return folded
  }
  const orders = new Map<string, readonly number[]>()
  let terms: ReadonlySet<string> | null = null
  const everyTerm = () => {
    terms ??= new Set(texts().flatMap(text => text.split(' ')))
    return terms
  }
  const inOrder = (id: string): readonly number[] => {
    const known =
      orders.get(id) ??
      sorted(
        rows,
        columns.find(column => column.id === id),
      )
    orders.set(id, known)
    return known
  }
  function matches(words: readonly string[], { keep, by = '' }: ListQuestion<T>): T[] {
    const found: T[] = []
    for (const at of inOrder(by)) {
      const row = rows[at]
      if (row !== undefined && words.every(word => texts()[at]?.includes(` ${word}`)) && (keep?.(row) ?? true))
        found.push(row)
    }
    return found
  }
  return {
    rows,
    find(question) {
      const words = fold(question.q).split(' ').filter(Boolean)
      const found = matches(words, question)
      if (found.length > 0 || words.length === 0) return { rows: found, corrected: null }
      const better = words.map(word => mended(word, everyTerm()))
      if (better.every((word, at) => word === words[at])) return { rows: found, corrected: null }
      return { rows: matches(better, question), corrected: better.join(' ') }
    },
  }
}

/** A word that no term begins with, as the nearest one. */
function mended(word: string, terms: ReadonlySet<string>): string {
  if (word.length < CORRECTED_FROM) return word
  for (const term of terms) if (term.startsWith(word)) return word
  return nearestWord(terms, word) ?? word
}

/** Places of the rows in the order of a column; what is equal stays as it was. */
function sorted<T>(rows: readonly T[], column: ListColumn<T> | undefined): number[] {
  const places = [...rows.keys()]
  if (column === undefined) return places
  const keys = rows.map(row => (column.sort ?? column.words)(row))
  return places.sort((a, b) => compared(keys[a] ?? null, keys[b] ?? null) || a - b)
}

function compared(a: string | number | null, b: string | number | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return frenchOrder(String(a), String(b))
}
