import { frenchDate } from '../../common/french.ts'
import type { Typed } from '../../normalise/statements/statement.ts'
import { typedDay } from '../../normalise/statements/typed-day.ts'
import type { FieldErrors } from '../web/form.ts'

/**
 * An offer, new or corrected, whose last day is past: nobody would see it. Pure.
 * @param today `YYYY-MM-DD`
 * @param otherwise what else can be done than to correct the day
 */
export function overAlready({ fin = '' }: Typed, today: string, otherwise = 'laissez vide'): FieldErrors {
  const day = typedDay(fin)
  if (day === null || day >= today) return {}
  return {
    fin: `Date de fin : le ${frenchDate(day)} est passé, le public ne verrait pas cette offre. Corrigez ce jour, ou ${otherwise}.`,
  }
}
