import { z } from 'zod'
import { squeeze } from '../../common/text.ts'
import { type FoundDate, findDates, isoDay } from './dates.ts'
import type { Parsed, Transform } from './transform.ts'

/** A period with a known end or a known start, days `YYYY-MM-DD`. */
export interface Period {
  start: string | null
  end: string | null
}

const UNTIL = /jusqu|avant le|cl[oô]ture|fin\s*:|se termin/i
const FROM = /à partir d|a partir d|d[eè]s (?:le|la)?|depuis|début|debut|démarr|demarr|à compter/i

/**
 * A period in French words: «4 déc. 2025 - 5 mars 2026», «du 4 au 29 mars 2026», «1er janvier 2024 — 31 décembre 2024»,
 * «septembre à décembre 2024», «jusqu’en 2027», «à partir du 3 juin 2024». A missing year is the one that comes after it
 * (one less when that would end before it starts).
 */
export function parsePeriod(text: string): Parsed<Period> {
  const words = squeeze(text)
  const dates = withDayRanges(words, findDates(words))
  const [first, second] = dates
  const expected = 'une période, par exemple du 4 mars au 28 juin 2026'
  if (!first) {
    const year = /jusqu['’](?:en|à)\s*(?:fin\s*)?((?:19|20)\d{2})/i.exec(words)?.[1]
    return year ? { ok: true, values: [{ start: null, end: `${year}-12-31` }] } : { ok: false, expected }
  }
  if (second) {
    const endYear = second.year ?? first.year
    if (endYear === null) return { ok: false, expected: 'une période avec son année' }
    const end = isoDay({ ...second, year: endYear }, 'end')
    const sameYear = isoDay({ ...first, year: first.year ?? endYear })
    const start = first.year === null && sameYear > end ? isoDay({ ...first, year: endYear - 1 }) : sameYear
    if (start > end) return { ok: false, expected: 'une période dont le début précède la fin' }
    return { ok: true, values: [{ start, end }] }
  }
  if (first.year === null) return { ok: false, expected: 'une période avec son année' }
  const before = words.slice(0, first.index)
  const known = { ...first, year: first.year }
  if (UNTIL.test(before)) return { ok: true, values: [{ start: null, end: isoDay(known, 'end') }] }
  if (FROM.test(before) || first.day !== null) return { ok: true, values: [{ start: isoDay(known), end: null }] }
  return { ok: true, values: [{ start: isoDay(known), end: isoDay(known, 'end') }] }
}

/** «du 4 au 29 mars 2026»: the first day borrows month and year from the date it leans on. */
function withDayRanges(words: string, dates: FoundDate[]): FoundDate[] {
  const [date] = dates
  if (!date || date.day === null) return dates
  const range = /(?:du|le|entre le)?\s*(\d{1,2})(?:er)?\s*(?:au|et le|-|–|—|à)\s*$/i.exec(words.slice(0, date.index))
  if (!range) return dates
  const day = Number(range[1])
  if (day < 1 || day > 31) return dates
  return [{ ...date, day, index: range.index, length: range[0].length, words: range[0].trim() }, ...dates]
}

const Options = z.enum(['start', 'end']).nullable()

/** `period` alone gives the pair; `{ period: start }` or `{ period: end }` one day of it. */
export const period: Transform<z.infer<typeof Options>> = {
  name: 'period',
  purpose: 'période d’une phrase : début et fin, ou l’un des deux',
  options: Options,
  apply(words, edge) {
    const parsed = parsePeriod(words)
    if (!parsed.ok || edge === null) return parsed
    const day = parsed.values[0]?.[edge]
    return day
      ? { ok: true, values: [day] }
      : { ok: false, expected: `une période avec ${edge === 'end' ? 'une fin' : 'un début'}` }
  },
}
