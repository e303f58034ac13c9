import { isDay } from '../../common/is-day.ts'
import type { FieldErrors } from '../web/form.ts'

/** What is wrong with the day of a call or a letter, under its field `jour`. @param today `YYYY-MM-DD` */
export function dayError(day: string, today: string): FieldErrors {
  if (!isDay(day)) return { jour: 'Donnez le jour, par exemple 24/11/2026.' }
  return day > today ? { jour: 'Ce jour n’est pas encore venu.' } : {}
}
