import { monthsAfter } from '../common/months-after.ts'
import { numberInLetters, UNIT_WORDS } from '../common/number-in-letters.ts'
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
/** A month by itself: «mai» is not in «maison», nor «mars» in «Marseille». Before it a day in figures or in letters. */
const DATE = new RegExp(
  `(?:(?:(\\d{1,2})(?:er)?|((?<!\\p{L})(?:(?:vingt|trente)(?: et)? )?(?:premier|dix (?:sept|huit|neuf)|${UNIT_WORDS}|vingt|trente))) )?(?<!\\p{L})(${MONTHS.join('|')})(?!\\p{L})(?: (\\d{4}|deux mille(?: \\p{L}+(?: et un)?(?: \\p{L}+)?)?))?`,
  'gu',
)
/** «01/03/2024», «1.3.2024»: day first. */
const NUMERIC = /(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)/g

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
  const plain = fold(
    text.replace(NUMERIC, (_, day: string, month: string, year: string) => {
      const name = MONTHS[Number(month) - 1]
      return name === undefined ? ' ' : `${Number(day)} ${name} ${year}`
    }),
  )
  const dates = [...plain.matchAll(DATE)].map(([, day, letters, month, year]) => ({
    day: day ? Number(day) : letters ? dayInLetters(letters) : null,
    month: MONTHS.indexOf(month ?? '') + 1,
    year: year ? yearOf(year) : null,
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

/** A length and nothing else: «12 mois, renouvelables» or «6 à 9 mois» give no end. */
const LENGTH = new RegExp(`^(\\d{1,2}|une|${UNIT_WORDS}) (mois|ans?|annees?)$`)

/** The last day of what lasts «12 mois», «deux ans». @param start `YYYY-MM-DD` @returns the same; null: the text is no length alone */
export function lastDayOf(text: string, start: string): string | null {
  const [, count = '', unit = ''] = LENGTH.exec(fold(text)) ?? []
  const months = (Number(count) || (numberInLetters(count) ?? 0)) * (unit === 'mois' ? 1 : 12)
  const over = months === 0 ? null : monthsAfter(start, months)
  return over && new Date(Date.parse(over) - DAY).toISOString().slice(0, 10)
}

/** In milliseconds. */
const DAY = 86_400_000

/** «premier», «quinze», «trente et un». */
const dayInLetters = (words: string) => (words === 'premier' ? 1 : numberInLetters(words))

/** In figures, or in as many letters as make a year. */
function yearOf(words: string): number | null {
  if (/^\d/.test(words)) return Number(words)
  const said = words.split(' ')
  for (let length = said.length; length > 1; length -= 1) {
    const year = numberInLetters(said.slice(0, length).join(' '))
    if (year !== null) return year
  }
  return null
}

const daysIn = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()

function toDay(year: number, month: number, day: number): string | null {
  if (day < 1 || day > daysIn(year, month)) return null
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
