import { readDay } from '../../reference/read-day.ts'

/** A day as a person types it, `31/12/2026` or `2026-12-31`, as `YYYY-MM-DD`; null when it is none. */
export function typedDay(text: string): string | null {
  const [, day, month, year] = /^\s*(\d{1,2})\/(\d{1,2})\/(\d{4})\s*$/.exec(text) ?? []
  const written = day && month && year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text.trim()
  const read = readDay(written)
  return /^\d{4}-\d\d-\d\d$/.test(written) && read.ok ? read.value : null
}
