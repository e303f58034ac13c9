import type { Account } from '../reading/account.ts'
import { plain } from '../reading/plain.ts'
import type { FoundDate } from './find.ts'

/** «du 4 au 29 mars 2026», «4 et 5 février», «les 4, 11 et 18 mars»: a day borrows month and year from the date it leans on. */
export function withDayRanges(text: Account, dates: FoundDate[]): FoundDate[] {
  return dates.flatMap(date => {
    if (date.day === null) return [date]
    const leaning: FoundDate[] = []
    for (let at = startOf(text, date); ; ) {
      const range =
        /(?<![\d/.,-])(\d{1,2})(?:er)?(?:\s*(?:au|a|-|–|—|et le|et|,|ou|&|\/)\s*(?:le |les )?(?:(?:lun|mar|mer|jeu|ven|vend|sam|dim)(?:di|credi|dredi|anche)?\.?\s*)?)$/u.exec(
          text.plain.slice(0, at),
        )
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
