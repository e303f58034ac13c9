import { Cron } from 'croner'
import { sha256 } from '../common/digest.ts'

/**
 * Next dates of a schedule, in Europe/Paris, each moved by the key's own delay so that a hundred sources set to 3:15 do not start together.
 * The delay is the same every day: a date that was shown is the date that happens.
 * @param cron five fields
 * @param jitterMs longest delay in milliseconds; never more than half the time between two runs
 * @throws Error when the pattern is none
 */
export function nextDates(
  cron: string,
  key: string,
  options: { after: Date; count: number; jitterMs: number },
): Date[] {
  const timetable = new Cron(cron, { timezone: 'Europe/Paris', paused: true })
  const [first, second] = timetable.nextRuns(2, options.after)
  if (first === undefined) return []
  const between = second === undefined ? options.jitterMs * 2 : second.getTime() - first.getTime()
  const delay = Math.floor(Math.min(options.jitterMs, between / 2) * share(key))
  // What was due before `after` may still be ahead of us once delayed.
  return timetable
    .nextRuns(options.count, new Date(options.after.getTime() - delay))
    .map(date => new Date(date.getTime() + delay))
}

/** A number in [0, 1) that depends only on the key. */
function share(key: string): number {
  return Number.parseInt(sha256(key).slice(0, 8), 16) / 0x1_0000_0000
}
