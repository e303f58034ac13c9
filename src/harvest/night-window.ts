const MINUTE_MS = 60_000
const DAY_MINUTES = 1440
/** Clocks move by an hour at the most: an edge is never further than this from where the wall clock says, minutes. */
const SHIFT_MINUTES = 61

/** `Intl` takes 20 ms to open, which a start without windows does without. */
let wallClock: Intl.DateTimeFormat | undefined

/** Minutes since midnight of «HH:MM». */
function minutesOf(time: string): number {
  const [hours = '0', minutes = '0'] = time.split(':')
  return Number(hours) * 60 + Number(minutes)
}

function minutesInParis(now: Date): number {
  wallClock ??= new Intl.DateTimeFormat('fr-FR', {
    timeZone: 'Europe/Paris',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  return minutesOf(wallClock.format(now))
}

function edges(window: string): { start: number; end: number } {
  const [start = 0, end = 0] = window.split('-').map(minutesOf)
  return { start, end }
}

/**
 * Whether `now` is inside a window `HH:MM-HH:MM` (Europe/Paris, end excluded, may pass midnight). No window: always.
 * `22:00-22:00` is the whole day.
 */
export function insideWindow(window: string | null, now: Date): boolean {
  if (window === null) return true
  const { start, end } = edges(window)
  const at = minutesInParis(now)
  if (start === end) return true
  return start < end ? at >= start && at < end : at >= start || at < end
}

/** First instant from `from` on that is inside the window: `from` itself when it is. */
export function nextOpening(window: string | null, from: Date): Date {
  return window === null ? from : edge(window, from, true)
}

/** First instant after `from`, which is inside the window, that no longer is; null when the window never closes. */
export function nextClosing(window: string | null, from: Date): Date | null {
  if (window === null || edges(window).start === edges(window).end) return null
  return edge(window, from, false)
}

/**
 * First instant from `from` on that is inside (or outside). On the two days when clocks change, what the wall clock says may be an hour
 * off, a window of less than an hour may not exist, or come twice: so each minute of the next hour is looked at, then each minute around
 * the one that the wall clock gives.
 */
function edge(window: string, from: Date, inside: boolean): Date {
  const at = (minute: number) => new Date(minute * MINUTE_MS)
  if (insideWindow(window, from) === inside) return from
  const { start, end } = edges(window)
  let minute = Math.floor(from.getTime() / MINUTE_MS)
  const scan = (first: number, last: number): Date | null => {
    for (minute = first; minute <= last; minute += 1) if (insideWindow(window, at(minute)) === inside) return at(minute)
    return null
  }
  for (;;) {
    const ahead = ((inside ? start : end) - minutesInParis(at(minute)) + DAY_MINUTES) % DAY_MINUTES
    const wanted = minute + ahead
    const soon = scan(minute + 1, minute + SHIFT_MINUTES)
    const found = soon ?? scan(Math.max(minute, wanted - SHIFT_MINUTES), wanted + SHIFT_MINUTES)
    if (found !== null) return found
  }
}

/** «22 h et 6 h», «22 h 30 et 5 h»: to stand after «entre». */
export function frenchWindow(window: string): string {
  return window
    .split('-')
    .map(time => {
      const minutes = minutesOf(time)
      const rest = minutes % 60 === 0 ? '' : ` ${String(minutes % 60).padStart(2, '0')}`
      return `${Math.floor(minutes / 60)} h${rest}`
    })
    .join(' et ')
}
