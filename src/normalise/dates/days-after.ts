import type { Account } from '../reading/account.ts'
import type { FoundDate } from './find.ts'
import { FROM, UNTIL } from './span.ts'

const WEEKDAY = String.raw`(?:(?:lun|mar|mer|jeu|ven|vend|sam|dim)(?:di|credi|dredi|anche)?\.?\s+)`
const DAY = String.raw`(\d{1,2})(?:er)?`
const NAME = String.raw`(?:(?:la |le |une? )?(?:\d{1,2}(?:ere?|re|nde?|eme|e)\s)?(?:sessions?|groupes?|modules?|stages?|formations?|ateliers?)(?:\s?\d{1,2}|\s[a-d])?\s*:?\s*)?`
const JOIN = String.raw`^\s*(?:[,;/&+\n–—-]\s*(?:et |puis |ou )?|(?:et|puis|ou)\s)\s*${NAME}`
/** Nothing more of the day: «15 h», «15 €», «15 février» are no days of the month before. */
const ENDED = String.raw`(?![\p{L}\d])(?=\s*(?:$|[,;\n).:]|[/&+–—-]\s|(?:et|puis|ou|de \d{1,2}\s?h)(?!\p{L})))`
/** «, du 11 au 15», «et entre le 11 et le 15». */
const SPAN = new RegExp(
  String.raw`(?:du|entre le)\s+${WEEKDAY}?${DAY}\s*(?:au|et le|a)\s+${WEEKDAY}?${DAY}${ENDED}`,
  'u',
)
/** «, le 11», «et les 11 et 12», «, mardi 12». */
const ONE = new RegExp(String.raw`(?:(?:les?|et)\s+${WEEKDAY}?|${WEEKDAY})${DAY}${ENDED}`, 'u')
const NEXT = new RegExp(`${JOIN}(?:${SPAN.source}|${ONE.source})`, 'u')
/** «les 11, 12 et 15»: what follows in the same list. */
const MORE = new RegExp(String.raw`^\s*(?:,|et)\s*${WEEKDAY}?${DAY}${ENDED}`, 'u')
/** «Janvier 2027 : du 4 au 8», «janvier 2027 : les 4 et 11». */
const HEADED = new RegExp(String.raw`^\s*:\s*(?:${SPAN.source}|${ONE.source})`, 'u')

/**
 * «du 4 au 8 janvier 2027, du 11 au 15», «Janvier 2027 : du 4 au 8»: days without a month take that of the date before them, when each comes after
 * the one before it and the month has it. A month that only heads its days is no date beside them.
 */
export function withDaysAfter(text: Account, dates: readonly FoundDate[]): FoundDate[] {
  return dates.flatMap((date, rank) => {
    const limit = dates[rank + 1]?.index ?? text.plain.length
    if (headsNext(text, date, dates[rank + 1])) return []
    const after = daysAfter(text, date, limit)
    return date.day === null && after.length > 0 ? after : [date, ...after]
  })
}

/** «Session de mars : du 1er au 5 mars 2027»: the month only names what follows. */
function headsNext(
  text: Account,
  { day, month, year, index, length }: FoundDate,
  next: FoundDate | undefined,
): boolean {
  if (day !== null || next === undefined || next.day === null || next.month !== month) return false
  return (year === null || year === next.year) && /^\s*:/u.test(text.plain.slice(index + length, next.index))
}

function daysAfter(text: Account, date: FoundDate, limit: number): FoundDate[] {
  const found: FoundDate[] = []
  const before = text.plain.slice(0, date.index)
  // «jusqu’au 4 janvier 2027, le 11»: an end and a day are no list.
  if (FROM.test(before) || UNTIL.test(before)) return []
  let at = date.index + date.length
  for (let list = false; ; ) {
    const rest = text.plain.slice(at, limit)
    const first = found.length === 0 && date.day === null
    if (date.day === null && first && !HEADED.test(rest)) break
    const more: RegExpExecArray | null = list && !first ? MORE.exec(rest) : null
    const match = more ?? (first ? HEADED : NEXT).exec(rest)
    if (!match) break
    const days = readDays(text, match, at, date)
    const previous = found.at(-1)?.day ?? date.day ?? 0
    if (!isLater(days, previous, date)) break
    found.push(...days)
    text.take(at, match[0].length)
    at += match[0].length
    list = more !== null || days.length === 1
  }
  return found
}

/** The days of one match, each where it stands. */
function readDays(text: Account, match: RegExpExecArray, at: number, date: FoundDate): FoundDate[] {
  const numbers = match.slice(1).filter(words => words !== undefined)
  const days: FoundDate[] = []
  let from = match[0].length
  for (const number of [...numbers].reverse()) {
    const index = match[0].lastIndexOf(number, from - 1)
    from = index
    const length = /^\d+(?:er)?/.exec(match[0].slice(index))?.[0].length ?? number.length
    const words = text.text.slice(at + index, at + index + length)
    days.unshift({ ...date, day: Number(number), index: at + index, length, words, weekday: null })
  }
  return days
}

function isLater(days: readonly FoundDate[], previous: number, { year, month }: FoundDate): boolean {
  const last = new Date(Date.UTC(year ?? 2024, month, 0)).getUTCDate()
  let before = previous
  for (const { day } of days) {
    if (day === null || day <= before || day > last) return false
    before = day
  }
  return true
}
