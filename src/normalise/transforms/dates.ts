import { z } from 'zod'
import { fold, squeeze } from '../../common/text.ts'
import type { Parsed, Transform } from './transform.ts'

const MONTHS: Record<string, number> = {
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
const MONTH = Object.keys(MONTHS)
  .sort((a, b) => b.length - a.length)
  .join('|')
/** «1er», and what OCR makes of it: «1°», «1°"», «1%», «1¢"», «1*», «ler». */
const DAY = String.raw`(?:(\d{1,2})|[lI])\s?(?:er\b|[°%¢*”"’'®]+)?`

/** A day or a month found in a text. `month` is 1 to 12; no `day` means the whole month, no `year` that the text gives none. */
export interface FoundDate {
  year: number | null
  month: number
  day: number | null
  /** Position in the squeezed text. */
  index: number
  length: number
  words: string
}

const PATTERNS: {
  pattern: RegExp
  read: (
    match: RegExpExecArray,
  ) => [year: string | undefined, month: string | number | undefined, day: string | undefined]
}[] = [
  { pattern: /\b(\d{4})-(\d{2})-(\d{2})(?:T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?/g, read: m => [m[1], m[2], m[3]] },
  { pattern: /\b(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})\b/g, read: m => [m[3], m[2], m[1]] },
  { pattern: /\b((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\b/g, read: m => [m[1], m[2], m[3]] },
  {
    pattern: new RegExp(String.raw`(?<![\p{L}\d])(?:${DAY}\s+)?(${MONTH})\b\.?(?:\s+(\d{4}))?`, 'giu'),
    read: m => [
      m[3],
      MONTHS[m[2]?.toLowerCase() ?? ''],
      m[1] ?? (/^[lI]\s?(?:er|[°%¢*”"’'®])/i.test(m[0]) ? '1' : undefined),
    ],
  },
]

/** Every date of a French text, in order: «4 déc. 2025», «1er janvier», «04/12/2025», ISO, LHÉO's `20251204`, OCR's «1°' janvier». Impossible days are left out. */
export function findDates(text: string): FoundDate[] {
  const plain = unaccent(squeeze(epochToIso(text)))
  const found: FoundDate[] = []
  for (const { pattern, read } of PATTERNS) {
    for (const match of plain.matchAll(pattern)) {
      const [year, month, day] = read(match)
      const date: FoundDate = {
        year: year === undefined ? null : fullYear(year),
        month: Number(month),
        day: day === undefined ? null : Number(day),
        index: match.index,
        length: match[0].length,
        words: squeeze(epochToIso(text)).slice(match.index, match.index + match[0].length),
      }
      const overlaps = found.some(
        other => date.index < other.index + other.length && other.index < date.index + date.length,
      )
      if (exists(date) && !overlaps) found.push(date)
    }
  }
  return found.sort((a, b) => a.index - b.index)
}

/** ArcGIS and others give dates as milliseconds since 1970: a value that is nothing else is one. */
function epochToIso(text: string): string {
  return /^\s*\d{12,13}\s*$/.test(text) ? new Date(Number(text)).toISOString() : text
}

/** Accents off, one character for one, so that positions stay. */
function unaccent(text: string): string {
  return text.replace(/[éèêëàâäûùüôöîïç]/gi, letter => fold(letter))
}

function fullYear(year: string): number {
  return year.length === 2 ? 2000 + Number(year) : Number(year)
}

function exists({ year, month, day }: FoundDate): boolean {
  if (month < 1 || month > 12) return false
  if (year !== null && (year < 1990 || year > 2100)) return false
  return day === null || (day >= 1 && day <= new Date(Date.UTC(year ?? 2024, month, 0)).getUTCDate())
}

/** `YYYY-MM-DD`; a whole month is its first or last day. */
export function isoDay(
  date: { year: number; month: number; day: number | null },
  edge: 'start' | 'end' = 'start',
): string {
  const day = date.day ?? (edge === 'start' ? 1 : new Date(Date.UTC(date.year, date.month, 0)).getUTCDate())
  return `${date.year}-${String(date.month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** The first full date of a text, as `YYYY-MM-DD`. A month alone («septembre 2024») is its first day, and told. */
export function parseDay(text: string): Parsed<string> {
  const date = findDates(text).find(found => found.year !== null)
  if (!date || date.year === null) {
    return { ok: false, expected: 'une date avec son année, par exemple 4 décembre 2025 ou 04/12/2025' }
  }
  const day = isoDay({ ...date, year: date.year })
  if (date.day !== null) return { ok: true, values: [day] }
  return {
    ok: true,
    values: [day],
    notes: [
      {
        code: 'date-au-mois',
        severity: 'info',
        message: `« ${date.words} » ne donne pas le jour : compté au 1er du mois.`,
      },
    ],
  }
}

export const date: Transform = {
  name: 'date',
  purpose: 'première date d’une phrase, au format AAAA-MM-JJ',
  options: z.null(),
  apply: words => parseDay(words),
}
