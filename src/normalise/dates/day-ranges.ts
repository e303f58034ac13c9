import type { Account } from '../reading/account.ts'
import { plain } from '../reading/plain.ts'
import type { FoundDate } from './find.ts'

const WEEKDAY = String.raw`(?:(?:lun|mar|mer|jeu|ven|vend|sam|dim)(?:di|credi|dredi|anche)?\.?\s*)?`
/** A day alone before another: «4 au», «4 et le», «4, »; the 8 of «4-8 et 11». */
const LEANING = new RegExp(
  String.raw`(?:(?<![\d/.,-])|(?<=(?<![\d/.,-])\d{1,2}\s?[-–/]\s?))(\d{1,2})(?:er)?(?:\s*(?:au|a|-|–|—|et le|et|,|ou|&|/)\s*(?:le |les )?${WEEKDAY})$`,
  'u',
)
/** «du 4 au 8 et du 11»: the day that ends a period, or begins one, before another period. */
const BEFORE_ANOTHER = new RegExp(
  String.raw`(?<=(?:(?<!\p{L})(?:au|du|le)\s+${WEEKDAY}|(?<![\d/.,-])\d{1,2}\s?[-–]\s?))(\d{1,2})(?:er)?(?:\s*(?:,?\s*(?:et|puis|ensuite|ou|et puis|et enfin)|[,;/&+\n])\s*(?:(?:stages?|formations?|sessions?|ateliers?|modules?)\s+)?(?:du|les?|entre le)\s+${WEEKDAY})$`,
  'u',
)

/** «du 4 au 29 mars 2026», «4 et 5 février», «les 4, 11 et 18 mars», «du 4 au 8 et du 11 au 15 mars»: a day borrows month and year from the date it leans on. */
export function withDayRanges(text: Account, dates: FoundDate[]): FoundDate[] {
  return dates.flatMap(date => {
    if (date.day === null) return [date]
    const leaning: FoundDate[] = []
    for (let at = startOf(text, date); ; ) {
      const before = text.plain.slice(0, at)
      const range = LEANING.exec(before) ?? BEFORE_ANOTHER.exec(before)
      const day = Number(range?.[1])
      if (!range || day < 1 || day > 31 || text.isTaken(range.index, range[1]?.length ?? 0)) break
      const weekday = /(?:lun|mar|mer|jeu|ven|vend|sam|dim)(?:di|credi|dredi|anche)?\.?\s*$/u.exec(
        text.plain.slice(0, range.index),
      )
      const index = range.index
      const length = /^\d+(?:er)?/.exec(range[0])?.[0].length ?? 0
      leaning.unshift({ ...date, day, index, length, words: range[0].slice(0, length), weekday: null })
      text.take(index, length)
      if (weekday) text.take(weekday.index, weekday[0].length)
      at = weekday?.index ?? index
    }
    return [...leaning, date]
  })
}

/** Where the date begins, its weekday counted. */
function startOf(text: Account, date: FoundDate): number {
  const weekday = /(?:lun|mar|mer|jeu|ven|vend|sam|dim)(?:di|credi|dredi|anche)?\.?,?\s*$/u.exec(
    plain(text.text.slice(0, date.index)),
  )
  return weekday?.index ?? date.index
}
