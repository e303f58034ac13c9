import type { FieldErrors } from '../web/form.ts'

/** What is wrong with the day of a call or a letter, under its field `jour`. @param today `YYYY-MM-DD` */
export function dayError(day: string, today: string): FieldErrors {
  const known = /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day))
  if (!known || new Date(day).toISOString().slice(0, 10) !== day)
    return { jour: 'Donnez le jour, par exemple 24/11/2026.' }
  return day > today ? { jour: 'Ce jour n’est pas encore venu.' } : {}
}
