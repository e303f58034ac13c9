import { type Reading, read, refuse } from './fault.ts'

const DAY_MS = 86_400_000
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
/** Unix times above this magnitude are milliseconds, below it seconds. */
const MILLISECONDS_FROM = 2e10
const AFTER_9999_S = 253_402_300_800
const BEFORE_YEAR_1_S = -62_135_596_800

/** What most records hold, and no look at the calendar can refuse. */
const PLAIN =
  /^[1-9]\d{3}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)$/
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/
const MOMENT =
  /^(\d{4})-(\d{2})-(\d{2})[Tt _](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?(?:[Zz]|([+\-\u2212])(\d{2}):?(\d{2}))?$/
const UNIX = /^[+-]?\d+(?:\.\d*)?$|^[+-]?\.\d+$/

/**
 * A day as the official package accepts it: `YYYY-MM-DD`, a date and time at exactly midnight, or a Unix time (seconds, or milliseconds above
 * 2×10¹⁰) that falls on midnight UTC. Gives `YYYY-MM-DD`.
 * Errors: `date_type`, `date_parsing` (year 0), `date_from_datetime_parsing`, `date_from_datetime_inexact`, `string_unicode`.
 */
export function readDay(raw: unknown): Reading<string> {
  if (typeof raw === 'number') return fromUnix(raw, raw)
  if (typeof raw !== 'string') return refuse('date_type', raw)
  if (PLAIN.test(raw)) return read(raw)
  if (!raw.isWellFormed()) return refuse('string_unicode', raw)
  const day = DAY.exec(raw)
  if (day) {
    if (!isDay(day[1], day[2], day[3])) return refuse('date_from_datetime_parsing', raw)
    return day[1] === '0000' ? refuse('date_parsing', raw) : read(raw)
  }
  if (UNIX.test(raw)) return fromUnix(Number(raw), raw)
  const moment = MOMENT.exec(raw)
  if (!moment || !isDay(moment[1], moment[2], moment[3])) return refuse('date_from_datetime_parsing', raw)
  const [hour, minute, second] = [Number(moment[4]), Number(moment[5]), Number(moment[6] ?? 0)]
  const offsetOk = moment[9] === undefined || (Number(moment[9]) < 24 && Number(moment[10]) < 60)
  if (hour > 23 || minute > 59 || second > 59 || !offsetOk) return refuse('date_from_datetime_parsing', raw)
  const microseconds = Number((moment[7] ?? '').slice(0, 6))
  if (hour + minute + second + microseconds > 0) return refuse('date_from_datetime_inexact', raw)
  return moment[1] === '0000' ? refuse('date_parsing', raw) : read(raw.slice(0, 10))
}

function fromUnix(time: number, raw: unknown): Reading<string> {
  if (Number.isNaN(time)) return refuse('date_from_datetime_parsing', raw)
  const ms = Math.abs(time) > MILLISECONDS_FROM ? time : time * 1000
  if (ms >= AFTER_9999_S * 1000 || ms < BEFORE_YEAR_1_S * 1000) return refuse('date_from_datetime_parsing', raw)
  if (Math.round(ms * 1000) % (DAY_MS * 1000) !== 0) return refuse('date_from_datetime_inexact', raw)
  return read(new Date(Math.round(ms)).toISOString().slice(0, 10))
}

function isDay(year: string | undefined, month: string | undefined, day: string | undefined): boolean {
  const [y, m, d] = [Number(year), Number(month), Number(day)]
  if (d <= 28) return d >= 1 && m >= 1 && m <= 12
  const leap = y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0)
  return d <= (m === 2 && leap ? 29 : (DAYS[m - 1] ?? 0))
}
