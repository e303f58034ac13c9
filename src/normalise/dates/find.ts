import { numberInLetters, UNIT_WORDS } from '../../common/number-in-letters.ts'
import { parisDay } from '../../common/paris-day.ts'
import type { Account } from '../reading/account.ts'

/** A day or a month found in a text. `month` is 1 to 12; no `day` means the whole month, no `year` that the text gives none. */
export interface FoundDate {
  year: number | null
  month: number
  day: number | null
  /** Position in the account's text, weekday and hour not counted. */
  index: number
  length: number
  words: string
  /** 0 is Sunday: the weekday that the text gives beside the date. */
  weekday: number | null
}

const FRENCH: Record<string, number> = {
  janvier: 1,
  janv: 1,
  jan: 1,
  fevrier: 2,
  fevr: 2,
  fev: 2,
  mars: 3,
  mar: 3,
  avril: 4,
  avr: 4,
  mai: 5,
  juin: 6,
  juillet: 7,
  juil: 7,
  jul: 7,
  aout: 8,
  septembre: 9,
  sept: 9,
  sep: 9,
  octobre: 10,
  oct: 10,
  novembre: 11,
  nov: 11,
  decembre: 12,
  dec: 12,
}
const ENGLISH: Record<string, number> = {
  january: 1,
  jan: 1,
  february: 2,
  feb: 2,
  march: 3,
  mar: 3,
  april: 4,
  apr: 4,
  may: 5,
  june: 6,
  jun: 6,
  july: 7,
  jul: 7,
  august: 8,
  aug: 8,
  september: 9,
  sep: 9,
  october: 10,
  oct: 10,
  november: 11,
  nov: 11,
  december: 12,
  dec: 12,
}
const oneOf = (names: Record<string, number>) =>
  Object.keys(names)
    .sort((a, b) => b.length - a.length)
    .join('|')
const MONTH = oneOf(FRENCH)
const MONTH_EN = oneOf(ENGLISH)
/** Months written in full: the only ones that stand without a day and without a year. «sept séances» is seven, «mar.» Tuesday. */
export const MONTH_NAMES = 'janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre'
/** «1er», and what OCR makes of it: «1°», «1°"», «1%», «1¢"», «1*», «ler». */
const DAY = String.raw`(?:(\d{1,2})|(?<one>[lI](?=\s?(?:er\b|[°%¢*”"'®]))))\s?(?:er\b|[°%¢*”"'®]+)?`
const CLOCK = String.raw`(?:[t ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s?(z|gmt|utc|[+-]\d{2}:?\d{2})?)`
/** A year in two digits ends there: «14 mars 26», not «14 mars 15 h» nor «14 mars 12 places». */
const SHORT_YEAR = String.raw`'?(\d{2})(?=\s*(?:$|[.,;)\n]|(?:au|a|et|-|–|—|\/)\s+(?!\d{1,2}\s?(?:h|:))))`
const BEFORE = String.raw`(?<![\p{L}\d/.-])`
const ALONE = String.raw`(?<![\p{L}\d])`
const AFTER = String.raw`(?![\p{L}\d])`

/** «premier», «trois», «vingt et un»: a day in letters, before a month with its year. */
const IN_LETTERS = new RegExp(
  String.raw`(?<![\p{L}\d-])(premier|(?:vingt|trente)(?:[- ](?:et[- ])?(?:${UNIT_WORDS}))?|dix[- ](?:sept|huit|neuf)|${UNIT_WORDS})\s$`,
  'u',
)
/** @param before what stands before the month */
function inLetters(before: string): string | undefined {
  const [, words] = IN_LETTERS.exec(before.slice(-20)) ?? []
  if (words === undefined) return undefined
  if (words === 'premier') return '1'
  const day = numberInLetters(words) ?? 0
  return day > 1 && day <= 31 ? String(day) : undefined
}

interface Parts {
  year?: string | undefined
  month: number | string | undefined
  day?: string | undefined
  clock?: (string | undefined)[]
}

const PATTERNS: { pattern: RegExp; read: (match: RegExpExecArray) => Parts }[] = [
  {
    pattern: new RegExp(String.raw`(?<![\p{L}\d.-])(\d{4})-(\d{2})-(\d{2})${CLOCK}?${AFTER}`, 'giu'),
    read: m => ({ year: m[1], month: m[2], day: m[3], clock: m.slice(4, 8) }),
  },
  {
    pattern: /(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:t(\d{2})(\d{2})(\d{2})?(z)?)?(?!\d)/gi,
    read: m => ({ year: m[1], month: m[2], day: m[3], clock: m.slice(4, 8) }),
  },
  {
    pattern: new RegExp(String.raw`${BEFORE}((?:19|20)\d{2})([/.-])(\d{1,2})\2(\d{1,2})${AFTER}`, 'gu'),
    read: m => ({ year: m[1], month: m[3], day: m[4] }),
  },
  {
    pattern: new RegExp(
      // Not «5-12-19 janvier», three days of a month.
      String.raw`${BEFORE}(\d{1,2})(?:er)?\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\d/.-]*\d|\s(?:${MONTH_NAMES})(?!\p{L}))`,
      'gu',
    ),
    read: m => ({ year: m[4], month: m[3], day: m[1] }),
  },
  {
    // RFC 822, and American: «Tue, 03 Feb 2026 10:00:00 +0100», «May 3, 2026».
    pattern: new RegExp(String.raw`${BEFORE}(\d{1,2}) (${MONTH_EN})\.?,? (\d{4})${CLOCK}?${AFTER}`, 'giu'),
    read: m => ({ year: m[3], month: ENGLISH[m[2]?.toLowerCase() ?? ''], day: m[1], clock: m.slice(4, 8) }),
  },
  {
    pattern: new RegExp(String.raw`${BEFORE}(${MONTH_EN})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})${AFTER}`, 'giu'),
    read: m => ({ year: m[3], month: ENGLISH[m[1]?.toLowerCase() ?? ''], day: m[2] }),
  },
  {
    pattern: new RegExp(
      // «… au 8» at the end of a line, «Mars 2027 :» on the next: a heading, not the month of that day; «sept 26 / juin 27» are two months.
      String.raw`(?<![\p{L}\d])(?!\d{1,2}\s*\n\s*(?:${MONTH})\.?(?:\s\d{4})?\s?:)(?!\d{2}\s\/\s(?<=(?<!\p{L})(?:${MONTH})\.?\s\d{2}\s\/\s))${DAY}(?:[\s./]|-(?!\s)|(?<!\s)-)*(${MONTH})(?:(?=\d{4}${AFTER})(\d{4})|${AFTER}\.?[\s,\-/.]*(?:(\d{4})${AFTER}|${SHORT_YEAR})|${AFTER}\.?)`,
      'giu',
    ),
    read: m => ({
      year: m[4] ?? m[5] ?? m[6],
      month: FRENCH[m[3]?.toLowerCase() ?? ''],
      day: m[1] ?? (m.groups?.one ? '1' : ''),
    }),
  },
  {
    pattern: new RegExp(String.raw`${ALONE}(${MONTH})\.?[\s,\-/]*(?:de )?(\d{4})${AFTER}`, 'giu'),
    read: m => ({ year: m[2], month: FRENCH[m[1]?.toLowerCase() ?? ''], day: inLetters(m.input.slice(0, m.index)) }),
  },
  {
    // Not «Jan 20 - Jan 25, 2027».
    pattern: new RegExp(
      String.raw`${ALONE}(${MONTH})\.?[-/.' ]${SHORT_YEAR}(?! [-–—] (?:${MONTH_EN})\.? \d{1,2}, \d{4})`,
      'giu',
    ),
    read: m => ({ year: m[2], month: FRENCH[m[1]?.toLowerCase() ?? ''] }),
  },
  {
    pattern: new RegExp(String.raw`${BEFORE}(0?[1-9]|1[0-2])[/-]((?:19|20)\d{2})(?![\d/-])`, 'gu'),
    read: m => ({ year: m[2], month: m[1] }),
  },
  {
    pattern: new RegExp(String.raw`${BEFORE}((?:19|20)\d{2})-(0[1-9]|1[0-2])(?![\d/-])`, 'gu'),
    read: m => ({ year: m[1], month: m[2] }),
  },
  {
    // «5.1», «12/03»: a day and a month only, where dots cannot be an hour or a price.
    pattern: new RegExp(
      String.raw`${BEFORE}(0?[1-9]|[12]\d|3[01])([/.])(0?[1-9]|1[0-2])(?![\d/.]*\d|\s?(?:€|h|%|km|euros?))`,
      'gu',
    ),
    read: m => ({ month: m[3], day: m[1] }),
  },
  {
    // «janv. à mars 2027»: a short month leans on the month after it.
    pattern: new RegExp(
      String.raw`${ALONE}(${MONTH})${AFTER}\.?(?=\s*(?:-|–|—|/|a|au|et)\s*(?:${MONTH})${AFTER})`,
      'giu',
    ),
    read: m => ({ month: FRENCH[m[1]?.toLowerCase() ?? ''] }),
  },
  {
    pattern: new RegExp(`${ALONE}(${MONTH_NAMES})${AFTER}`, 'giu'),
    read: m => ({ month: FRENCH[m[1]?.toLowerCase() ?? ''] }),
  },
]

const WEEKDAYS = ['dim', 'lun', 'mar', 'mer', 'jeu', 'ven', 'sam']
const WEEKDAYS_EN = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const WEEKDAY =
  /(?<![\p{L}\d])(lun|mar|mer|jeu|ven|vend|sam|dim|sun|mon|tue|wed|thu|fri|sat)(?:di|credi|dredi|anche|[a-z]*day)?\.?,?\s*$/u

/** Every date of a French text, in order, marked as understood with its weekday. Impossible days are left. */
export function findDates(text: Account): FoundDate[] {
  const found: FoundDate[] = []
  const impossible: { from: number; to: number }[] = []
  for (const { pattern, read } of PATTERNS) {
    for (const match of text.plain.matchAll(pattern)) {
      const to = match.index + match[0].length
      if (text.isTaken(match.index, match[0].length)) continue
      if (impossible.some(span => match.index < span.to && span.from < to)) continue
      const parts = read(match)
      const date = exact({
        year: parts.year === undefined ? null : fullYear(parts.year),
        month: Number(parts.month),
        day: parts.day ? Number(parts.day) : null,
        clock: parts.clock,
      })
      if (!exists(date)) {
        impossible.push({ from: match.index, to })
        continue
      }
      const before = WEEKDAY.exec(text.plain.slice(0, match.index))
      const named = before?.[1]?.slice(0, 3) ?? ''
      const weekday = Math.max(WEEKDAYS.indexOf(named), WEEKDAYS_EN.indexOf(named))
      if (before && date.day !== null) text.take(before.index, before[0].length)
      text.take(match.index, match[0].length)
      found.push({
        ...date,
        index: match.index,
        length: match[0].length,
        words: text.text.slice(match.index, match.index + match[0].length),
        weekday: weekday < 0 || date.day === null || parts.clock?.[3] !== undefined ? null : weekday,
      })
    }
  }
  return found.sort((a, b) => a.index - b.index)
}

/** The day it is in France: an instant in UTC, or with its offset, may be the day after. */
function exact(date: {
  year: number | null
  month: number
  day: number | null
  clock: (string | undefined)[] | undefined
}) {
  const { year, month, day } = date
  const [hours, minutes, , zone] = date.clock ?? []
  if (year === null || day === null || hours === undefined || zone === undefined) return { year, month, day }
  const offset = /^[+-]/.test(zone) ? zone.replace(/^([+-]\d{2}):?(\d{2})$/, '$1:$2') : 'Z'
  const pad = (value: number) => String(value).padStart(2, '0')
  const instant = new Date(`${year}-${pad(month)}-${pad(day)}T${hours}:${minutes}:00${offset}`)
  if (Number.isNaN(instant.getTime())) return { year, month, day }
  return dayParts(parisDay(instant))
}

function dayParts(day: string): { year: number; month: number; day: number } {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  return { year, month, day: date }
}

function fullYear(year: string): number {
  return year.length === 2 ? 2000 + Number(year) : Number(year)
}

/** Whether the calendar has a day; without year, some year's. */
export function exists({ year, month, day }: { year: number | null; month: number; day: number | null }): boolean {
  if (!(month >= 1 && month <= 12)) return false
  if (year !== null && (year < 1990 || year > 2100)) return false
  return day === null || (day >= 1 && day <= new Date(Date.UTC(year ?? 2024, month, 0)).getUTCDate())
}

/** Whether the weekday written beside a date is another than its own. */
export function weekdayDiffers({ year, month, day, weekday }: FoundDate): boolean {
  return (
    weekday !== null &&
    year !== null &&
    day !== null &&
    new Date(Date.UTC(year, month - 1, day)).getUTCDay() !== weekday
  )
}

/** `YYYY-MM-DD`; a whole month is its first or last day. */
export function isoDay(
  date: { year: number; month: number; day: number | null },
  edge: 'start' | 'end' = 'start',
): string {
  const day = date.day ?? (edge === 'start' ? 1 : new Date(Date.UTC(date.year, date.month, 0)).getUTCDate())
  return `${date.year}-${String(date.month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
