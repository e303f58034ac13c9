import { Cron } from 'croner'
import { sha256 } from '../common/digest.ts'
import { remember } from '../common/remember.ts'
import { insideWindow, nextClosing, nextOpening } from '../harvest/night-window.ts'

const HOUR_MS = 3_600_000
/** The longest a window can stay shut: a day, and another when a window of less than an hour falls in the hour that clocks skip. */
const LONGEST_SHUT_MS = 50 * HOUR_MS
/** How far back the last date is looked for: a leap year's 29 February comes back after eight years at the most. */
const LONGEST_BACK_MS = 9 * 366 * 24 * HOUR_MS
const SEPARATOR = ' @'

/** A timetable as a runner keeps it: the cron, and the window outside of which nothing may start. `15 3 * * 1 @22:00-06:00` */
export function timetableOf(cron: string, window: string | null): string {
  return window === null ? cron : `${cron}${SEPARATOR}${window}`
}

/** @throws Error when the pattern is none */
const parse = remember((timetable: string): { cron: Cron; window: string | null } => {
  const [pattern = '', window = null] = timetable.split(SEPARATOR)
  return { cron: new Cron(pattern, { timezone: 'Europe/Paris', paused: true, mode: '5-part' }), window }
})

interface Spread {
  /** Longest delay in milliseconds; never more than half the time to the next run, nor past the window's end. */
  jitterMs: number
}

/**
 * Next dates of a timetable, in Europe/Paris: the instants at which its jobs really start. Each is moved by the key's own delay, so that
 * a hundred sources set to 3:15 do not start together; a date that falls outside the window waits for it to open, and those that would
 * open it several times over are one. The delay depends on the key and the date alone: a date that was shown is the date that happens.
 * @param timetable five fields, or what `timetableOf` gives
 * @throws Error when the pattern is none
 */
export function nextDates(timetable: string, key: string, options: { after: Date; count: number } & Spread): Date[] {
  const { after, count, jitterMs } = options
  if (count < 1) return []
  const id = identity(timetable, key, jitterMs)
  const known = UPCOMING.get(id)
  if (known && after >= known.after && known.dates[0] && after < known.dates[0] && count <= known.dates.length)
    return known.dates.slice(0, count)
  const dates: Date[] = []
  for (const date of datesAfter(timetable, key, options)) if (dates.push(date) === count) break
  keep(UPCOMING, id, { after, dates })
  return [...dates]
}

/** What was worked out stays true until its first date has come: pages ask for the same dates again and again. */
const UPCOMING = new Map<string, { after: Date; dates: Date[] }>()
const PAST = new Map<string, { last: Date; next: Date }>()
const MOST_KEPT = 5000

function identity(timetable: string, key: string, jitterMs: number): string {
  return `${timetable}\n${key}\n${jitterMs}`
}

function keep<T>(kept: Map<string, T>, id: string, value: T): void {
  if (kept.size >= MOST_KEPT) kept.clear()
  kept.set(id, value)
}

/** Last date at or before an instant, or null when there was none. */
export function lastDate(timetable: string, key: string, options: { before: Date } & Spread): Date | null {
  const { before, jitterMs } = options
  const id = identity(timetable, key, jitterMs)
  const known = PAST.get(id)
  if (known && before >= known.last && before < known.next) return known.last
  const [next, following] = nextDates(timetable, key, { after: before, count: 2, jitterMs })
  // Most timetables are regular: as far back as the next two dates are from each other, there is one.
  const rhythmMs = next && following ? following.getTime() - next.getTime() : 0
  for (let backMs = rhythmMs + HOUR_MS; backMs <= LONGEST_BACK_MS; backMs *= 4) {
    let last: Date | null = null
    for (const date of datesAfter(timetable, key, { after: new Date(before.getTime() - backMs), jitterMs })) {
      if (date > before) break
      last = date
    }
    if (last === null) continue
    if (next) keep(PAST, id, { last, next })
    return last
  }
  return null
}

function* datesAfter(timetable: string, key: string, { after, jitterMs }: { after: Date } & Spread): Generator<Date> {
  const { cron, window } = parse(timetable)
  const part = share(key)
  // What was due before `after` may still be ahead of us once delayed, or put off until the window opens.
  const from = new Date(after.getTime() - jitterMs)
  let cursor = before(insideWindow(window, from) ? from : new Date(from.getTime() - LONGEST_SHUT_MS))
  for (;;) {
    const due = cron.nextRun(cursor)
    if (due === null) return
    const opening = nextOpening(window, due)
    const closing = nextClosing(window, opening)
    // The run that was put off goes with the one that comes when the window opens, if there is one.
    const next = cron.nextRun(opening > due ? before(opening) : due)
    if (opening > due && next?.getTime() === opening.getTime()) {
      cursor = before(opening)
      continue
    }
    const room = Math.min(
      jitterMs,
      next === null ? jitterMs : (next.getTime() - opening.getTime()) / 2,
      closing === null ? jitterMs : closing.getTime() - opening.getTime(),
    )
    const date = new Date(opening.getTime() + Math.floor(room * part))
    if (date > after) yield date
    // Long before what was asked for, one date of an opening is enough to know how it stands.
    else if (closing !== null && closing < from && opening.getTime() === due.getTime()) {
      cursor = before(closing)
      continue
    }
    cursor = opening > due ? before(opening) : due
  }
}

/** croner looks strictly after an instant. */
function before(date: Date): Date {
  return new Date(date.getTime() - 1)
}

/** A number in [0, 1) that depends only on the key. */
function share(key: string): number {
  return Number.parseInt(sha256(key).slice(0, 8), 16) / 0x1_0000_0000
}
