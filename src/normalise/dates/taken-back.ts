import type { Account } from '../reading/account.ts'
import type { FoundDate } from './find.ts'
import { isRange } from './span.ts'

/** What is said of the dates of a phrase that are full, called off or put off. */
export interface TakenBack {
  /** Dates of sessions that say so of themselves alone, in order. */
  gone: FoundDate[]
  /** Their words, one a session: «4 – 8 janvier 2027 (complet)». */
  said: string[]
  /** The first such word. */
  word: string
  /** Where they stand. */
  spans: { from: number; to: number }[]
  /** Such a word that speaks of no one session; null when there is none. */
  other: string | null
}

const WORD =
  /(?<![\p{L}\d])(?:annul\p{L}*|reporte\p{L}*|report(?= (?:d[eu]|des?) )|supprime\p{L}*|suspendu\p{L}*|decalee?s?|deplacee?s?|(?<!(?<!\p{L})se )termine(?:e|s|es)?(?! le \d)|passee?s(?<!passes)|passee|complet\p{L}*)(?![\p{L}\d])/gu
/** Between the last day of a session and the word. */
const BETWEEN = /^[\s,:–—-]*[([]?\s*(?:(?:deja|session|groupe|c'est|est)\s)*$/u
/** After the word: that session is over. */
const CLOSED = /^\s*!*\s*[)\]]?\s*(?:$|[.,;\n/–—-]|(?:et|puis|ou)(?!\p{L}))/u

/** Which dates of a phrase are taken back, where the words after each say so and the others are not meant. Pure. */
export function takenBack(text: Account, dates: readonly FoundDate[]): TakenBack {
  const result: TakenBack = { gone: [], said: [], spans: [], word: '', other: null }
  for (const { 0: word, index } of text.plain.matchAll(WORD)) {
    result.word ||= text.text.slice(index, index + word.length)
    const before = dates.findLastIndex(date => date.index < index)
    const last = dates[before]
    const end = index + word.length
    const isOf = last !== undefined && BETWEEN.test(text.plain.slice(last.index + last.length, index))
    const first = dates[before - 1]
    const from = first !== undefined && last !== undefined && isRange(text, first, last) ? before - 1 : before
    if (!isOf || !CLOSED.test(text.plain.slice(end)) || isOfSeveral(text, dates, from, end, result)) {
      result.other ??= text.text.slice(index, end)
      continue
    }
    const to = end + (/^\s*!*\s*[)\]]/u.exec(text.plain.slice(end))?.[0].length ?? 0)
    const start = dates[from]?.index ?? index
    result.gone.push(...dates.slice(from, before + 1))
    result.said.push(text.text.slice(start, to).trim())
    result.spans.push({ from: start, to })
  }
  return result
}

/** «4 janvier et 8 mars (complet)»: the last of several on a line may speak of all of them. */
function isOfSeveral(
  text: Account,
  dates: readonly FoundDate[],
  from: number,
  end: number,
  { gone }: TakenBack,
): boolean {
  const previous = dates[from - 1]
  const first = dates[from]
  if (previous === undefined || first === undefined || gone.includes(previous)) return false
  if (/[\n;.]/.test(text.plain.slice(previous.index + previous.length, first.index))) return false
  const next = dates.find(date => date.index >= end)
  return next === undefined || /[\n;.]/.test(text.plain.slice(end, next.index))
}

/** Dates left once some are gone, with the year that those lent them. */
export function stillOn(kept: readonly FoundDate[], gone: readonly FoundDate[]): FoundDate[] {
  const left = kept.filter(date => !gone.includes(date))
  if (left.some(({ year }) => year !== null)) return left
  return left.map(date => {
    const lender = gone.findLast(({ index, year }) => year !== null && index < date.index)
    if (lender === undefined || lender.year === null) return date
    return { ...date, year: lender.year + (date.month < lender.month ? 1 : 0) }
  })
}
