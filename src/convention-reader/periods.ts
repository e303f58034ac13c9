import { lastDayOf, readPeriod } from './dates.ts'
import { readFrom } from './joined.ts'
import type { OcrLine, PeriodRead } from './reading.ts'

/** «OSEE : septembre à décembre 2024» names its volets; a line without label holds for the whole fiche. */
export function readPeriods(start: OcrLine[], duration: OcrLine[], year: number | null): PeriodRead[] {
  const periods = new Map<string, PeriodRead>()
  for (const line of [...duration, ...start]) {
    const { labels, key, rest } = labelled(line)
    const period = readPeriod(rest, year)
    if (!period.start && !period.end) continue
    const known = periods.get(key)
    periods.set(key, {
      labels,
      start: known?.start ?? (period.start ? readFrom(period.start, line) : null),
      end: known?.end ?? (period.end ? readFrom(period.end, line) : null),
    })
  }
  for (const line of duration) {
    const { labels, key, rest } = labelled(line)
    const known = periods.get(key)
    const begins = known?.start ?? periods.get('')?.start
    const end = begins && !known?.end ? lastDayOf(rest, begins.value) : null
    if (begins && end) periods.set(key, { labels, start: begins, end: readFrom(end, line) })
  }
  return [...periods.values()]
}

/** The volets that a line names before a colon, and what it says of them. */
function labelled({ text }: OcrLine): { labels: string[]; key: string; rest: string } {
  const [, label = '', rest = text] = /^([^:]{2,60}?)\s*:\s*(.+)$/.exec(text) ?? []
  const labels = label === '' ? [] : label.split(/\s*[+,]\s*| et /)
  return { labels, key: labels.join('+').toLowerCase(), rest }
}
