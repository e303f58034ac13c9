import { isDay } from '../../common/is-day.ts'
import { parisDay } from '../../common/paris-day.ts'
import type { Census } from '../../ledger/census-records.ts'

/** A day of the calendar as asked for in an address, or nothing. */
export function askedDay(text = ''): string {
  return isDay(text) ? text : ''
}

/** The last census taken by the end of that day. @param past the latest first @param day `YYYY-MM-DD` */
export function censusAt(past: readonly Census[], day: string): Census | undefined {
  return past.find(({ started }) => parisDay(new Date(started)) <= day)
}
