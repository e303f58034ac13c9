import type { Account } from '../reading/account.ts'
import { isoDay } from './find.ts'

/** Days `YYYY-MM-DD`, both included. */
export interface PartOfYear {
  start: string
  end: string
  index: number
  words: string
}

const RANK = `(?:([1-4])(?:ers?|ere|e|d|nde?|eme)?|(premier|deuxieme|second|troisieme|quatrieme|dernier))`
const NAMES = ['premier', 'deuxieme', 'troisieme', 'quatrieme']
const YEAR = String.raw`\s*(?:(?:de|en|l'annee|de l'annee|civile?)\s+){0,2}((?:19|20)\d{2})(?!\d|\s*[-/–]\s*\d)`
/** «1er semestre 2027», «2e et 3e trimestres 2027», «1er trim. 2027». */
const NAMED = new RegExp(
  String.raw`(?<![\p{L}\d])${RANK}(?:\s*(?:et|-|–|au?|,)\s*(?:le |du )?${RANK})?\s*(sem(?=\.)|trim(?=\.)|semestre|trimestre)(?:s|\.)?${YEAR}`,
  'gu',
)
/** «T1 2027», «S2-2026», «T1-T2 2027», «T3 et T4 2027». */
const SHORT =
  /(?<![\p{L}\d])(?:([ts])([1-4])\s?(?:-|–|\/|,|et|au?)\s?)?([ts])([1-4])\s?[-/ ]?\s?((?:19|20)\d{2})(?!\d)/gu

/** Semesters and quarters of a calendar year, in order, marked as understood; those of a school year are left. */
export function partsOfYear(text: Account): PartOfYear[] {
  const found: PartOfYear[] = []
  const add = (match: RegExpExecArray, months: number, from: number, to: number, year: string) => {
    if (from < 1 || to < from || to * months > 12) return
    text.take(match.index, match[0].length)
    found.push({
      start: isoDay({ year: Number(year), month: (from - 1) * months + 1, day: null }),
      end: isoDay({ year: Number(year), month: to * months, day: null }, 'end'),
      index: match.index,
      words: text.text.slice(match.index, match.index + match[0].length),
    })
  }
  for (const match of text.plain.matchAll(NAMED)) {
    const months = match[5]?.startsWith('sem') ? 6 : 3
    const from = rank(match[1], match[2], months)
    add(match, months, from, rank(match[3], match[4], months) || from, match[6] ?? '')
  }
  for (const match of text.plain.matchAll(SHORT)) {
    const [, before, first, name, last, year = ''] = match
    // «T1, S2 2027» are not of one kind.
    const from = before === name ? Number(first) : before === undefined ? Number(last) : 0
    add(match, name === 's' ? 6 : 3, from, Number(last), year)
  }
  return found.sort((a, b) => a.index - b.index)
}

function rank(digit: string | undefined, name: string | undefined, months: number): number {
  if (digit !== undefined) return Number(digit)
  if (name === 'second') return 2
  return name === 'dernier' ? 12 / months : NAMES.indexOf(name ?? '') + 1
}
