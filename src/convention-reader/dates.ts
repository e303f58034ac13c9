import { fold } from '../common/text.ts'

const MONTHS = [
  'janvier',
  'fevrier',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'aout',
  'septembre',
  'octobre',
  'novembre',
  'decembre',
]
const DATE = new RegExp(`(?:(\\d{1,2})(?:er)? )?(${MONTHS.join('|')})(?: (\\d{4}))?`, 'g')

/** Days `YYYY-MM-DD`; null where the text says nothing. */
export interface Period {
  start: string | null
  end: string | null
}

/**
 * «1er janvier au 31 décembre 2024», «septembre à décembre 2024», «Avril 2024», «jusqu’en 2027».
 * A month alone starts on its first day and ends on its last; a missing year is the other date's, else `year`.
 */
export function readPeriod(text: string, year: number | null): Period {
  const plain = fold(text)
  const dates = [...plain.matchAll(DATE)].map(match => ({
    day: match[1] ? Number(match[1]) : null,
    month: MONTHS.indexOf(match[2] ?? '') + 1,
    year: match[3] ? Number(match[3]) : null,
  }))
  const until = plain.match(/jusqu(?: a la)?(?: fin)?(?: en| a| au)? (\d{4})\b/)
  const first = dates[0]
  const last = dates.length > 1 ? dates[dates.length - 1] : undefined
  const known = first?.year ?? last?.year ?? year
  const start = first && known ? toDay(first.year ?? last?.year ?? known, first.month, first.day ?? 1) : null
  const lastYear = last?.year ?? known
  const end = last && lastYear ? toDay(lastYear, last.month, last.day ?? daysIn(lastYear, last.month)) : null
  return { start, end: end ?? (until?.[1] ? `${until[1]}-12-31` : null) }
}

const daysIn = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()

function toDay(year: number, month: number, day: number): string | null {
  if (day < 1 || day > daysIn(year, month)) return null
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
