import { parisDay } from '../common/paris-day.ts'

const DAY_MS = 86_400_000

/** Months that a demonstration looks back on, today's not among them. */
export const MONTHS = 11
/** Position in the year of the month in which nobody worked: nothing is kept of it, and the curve shows that. */
export const EMPTY_MONTH = 4

/** What the demonstration's year is made of. */
export interface DemoSource {
  id: string
  partner: string
}

/**
 * The month in which each source was first read: two or three a month.
 * @returns by source, how many months ago, from `MONTHS` to 1
 */
export function joinedMonthsAgo(sources: readonly DemoSource[]): Map<string, number> {
  return new Map(sources.map(({ id }, at) => [id, MONTHS - Math.floor((at * MONTHS) / sources.length)]))
}

/** The source that is late: its site answers no more since these weeks. */
export const LATE_WEEKS = 5
/** Which one it is: among the first, so that it has a long past. */
export const lateSource = (sources: readonly DemoSource[]): DemoSource | undefined => sources[1]

/** Last day of the month that many months ago, `YYYY-MM-DD`. */
export function monthEnd(now: Date, monthsAgo: number): string {
  const [year = 0, month = 0] = parisDay(now).split('-').map(Number)
  return new Date(Date.UTC(year, month - monthsAgo, 0)).toISOString().slice(0, 10)
}

/** The Mondays at 3.15 before now, the latest first. */
export function mondays(now: Date, count: number): Date[] {
  const last = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate(), 3, 15))
  last.setUTCDate(last.getUTCDate() - ((last.getUTCDay() + 6) % 7))
  if (last > now) last.setUTCDate(last.getUTCDate() - 7)
  return Array.from({ length: count }, (_, week) => new Date(last.getTime() - week * 7 * DAY_MS))
}
