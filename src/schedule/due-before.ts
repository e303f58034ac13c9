import { lastDate } from './timetable.ts'

/**
 * The last date of a timetable before an instant. Null also when it cannot be read: that is told by those who keep it.
 * @param jitterMs longest delay that the queue adds, milliseconds
 */
export function dueBefore(timetable: string, key: string, before: Date, jitterMs: number): Date | null {
  try {
    return lastDate(timetable, key, { before, jitterMs })
  } catch {
    return null
  }
}
