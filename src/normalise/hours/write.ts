import type { Opening, Span } from './opening.ts'

const DAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'] as const

/** Openings in OpenStreetMap's syntax, in one canonical form, days with the same hours together. */
export function writeWeek(openings: readonly Opening[]): string {
  const groups: { days: number[]; ranks: string; tail: string }[] = []
  const days = openings
    .flatMap(opening => opening.days.map(day => ({ ...opening, day })))
    .toSorted((a, b) => a.day - b.day || Number(a.ranks !== null) - Number(b.ranks !== null))
  for (const { day, ranks, spans, appointment } of days) {
    const hours = spans
      .toSorted((a, b) => a[0] - b[0])
      .map(writeSpan)
      .join(',')
    const tail = `${hours ? ` ${hours}` : ''}${appointment ? ' "sur rendez-vous"' : ''}`
    const rank = ranks === null ? '' : `[${ranks.join(',')}]`
    const same = groups.find(group => group.tail === tail && group.ranks === rank)
    if (same) same.days.push(day)
    else groups.push({ days: [day], ranks: rank, tail })
  }
  const text = groups.map(group => `${writeDays(group.days, group.ranks)}${group.tail}`).join('; ')
  return text === 'Mo-Su 00:00-24:00' ? '24/7' : text
}

function writeDays(days: number[], rank: string): string {
  if (rank !== '') return days.map(day => `${DAYS[day]}${rank}`).join(',')
  const runs: [number, number][] = []
  for (const day of days) {
    const last = runs.at(-1)
    if (last && last[1] === day - 1) last[1] = day
    else runs.push([day, day])
  }
  return runs
    .flatMap(([from, to]) => {
      if (to === from) return [DAYS[from]]
      return to === from + 1 ? [DAYS[from], DAYS[to]] : [`${DAYS[from]}-${DAYS[to]}`]
    })
    .join(',')
}

const writeSpan = ([from, to]: Span) => `${clock(from)}-${clock(to > 1440 ? to - 1440 : to)}`

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
