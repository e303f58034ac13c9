import type ICAL from 'ical.js'

/** An instant, and how a clock in Paris shows it: `2027-12-10` for a whole day, else `2027-12-10T09:00:00`. */
export interface Moment {
  ms: number
  wall: string
  wholeDay: boolean
}

const PARIS = 'Europe/Paris'

/** @param zone the `TZID` of the property, for calendars that do not describe their zones; times without any zone are those of Paris */
export function momentOf(time: ICAL.Time, zone: string | undefined): Moment {
  const pad = (value: number) => String(value).padStart(2, '0')
  const day = `${time.year}-${pad(time.month)}-${pad(time.day)}`
  const utc = Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second)
  if (time.isDate) return { ms: instantAt(utc, PARIS), wall: day, wholeDay: true }
  const own = `${day}T${pad(time.hour)}:${pad(time.minute)}:${pad(time.second)}`
  if (time.zone.tzid === 'floating') {
    const known = zone !== undefined && isZone(zone) ? zone : PARIS
    const ms = instantAt(utc, known)
    return { ms, wall: known === PARIS ? own : wallAt(ms), wholeDay: false }
  }
  const ms = time.toUnixTime() * 1000
  return { ms, wall: wallAt(ms), wholeDay: false }
}

/** The last day of a whole day that ends before `end` (excluded, as calendars say); an hour that ends at midnight ends the day before. */
export function lastOf(end: Moment, start: Moment): Moment {
  if (!end.wholeDay) return end.wall.endsWith('T00:00:00') && end.ms > start.ms ? before(end, 60_000, false) : end
  return end.ms > start.ms ? before(end, 12 * 3_600_000, true) : start
}

function before(moment: Moment, ms: number, wholeDay: boolean): Moment {
  const wall = wallAt(moment.ms - ms)
  return { ms: wholeDay ? moment.ms - 1 : moment.ms - ms, wall: wholeDay ? wall.slice(0, 10) : wall, wholeDay }
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatFor(zone: string): Intl.DateTimeFormat {
  const format =
    formats.get(zone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
  formats.set(zone, format)
  return format
}

const wallAt = (ms: number, zone = PARIS): string => formatFor(zone).format(ms).replace(' ', 'T')

/** Instant at which a clock of the zone shows what a clock of Greenwich shows at `utc`. */
function instantAt(utc: number, zone: string): number {
  const offset = (at: number) => Date.parse(`${wallAt(at, zone)}Z`) - at
  return utc - offset(utc - offset(utc))
}

function isZone(name: string): boolean {
  try {
    return formatFor(name) !== undefined
  } catch {
    return false
  }
}
