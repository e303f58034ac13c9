import OpeningHours from 'opening_hours'
import { z } from 'zod'
import { remember } from '../../common/remember.ts'
import { squeeze } from '../../common/text.ts'
import type { Note, Parsed, Transform } from './transform.ts'

const DAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'] as const
const DAY_NAMES = /\b(lun(?:di)?|mar(?:di)?|mer(?:credi)?|jeu(?:di)?|ven(?:dredi)?|sam(?:edi)?|dim(?:anche)?)s?\b\.?/

type Token =
  | { kind: 'day'; day: number }
  | { kind: 'time'; minutes: number }
  | { kind: 'to' }
  | { kind: 'and' }
  | { kind: 'except' }
  | { kind: 'closed' }

/** The week, one list of spans per day; null where nothing was said. */
type Week = ([from: number, to: number][] | 'closed' | null)[]

/**
 * French opening hours to OpenStreetMap syntax, in one canonical form, days with the same hours together:
 * «Du lundi au jeudi de 9 h à 12 h 30 et de 14 h à 17 h, vendredi 9h-12h» → `Mo-Th 09:00-12:30,14:00-17:00; Fr 09:00-12:00`.
 * Days without hours are understood (`Mo-Fr`), as are «fermé», «sauf mercredi», «7j/7 24h/24» and «sur rendez-vous» (a comment).
 * What is already in OpenStreetMap syntax passes.
 */
export function parseOpeningHours(text: string): Parsed<string> {
  const expected = 'des jours et des heures, par exemple du lundi au vendredi de 9 h à 12 h et de 14 h à 17 h'
  const words = squeeze(text)
  if (words === '') return { ok: false, expected }
  if (/^(?:Mo|Tu|We|Th|Fr|Sa|Su|24\/7|PH)\b/.test(words)) {
    return isValid(words)
      ? { ok: true, values: [words] }
      : { ok: false, expected: 'des horaires en syntaxe OpenStreetMap valide' }
  }
  if (/7\s?j(?:ours)?\s?(?:\/|sur)\s?7/i.test(words) && /24\s?h(?:eures)?\s?(?:\/|sur)\s?24/i.test(words)) {
    return { ok: true, values: ['24/7'] }
  }
  const week = readWeek(tokenise(words))
  if (!week?.some(day => Array.isArray(day))) return { ok: false, expected }
  const appointment = /rendez-vous|\brdv\b/i.test(words)
  const value = writeWeek(week, appointment ? ' "sur rendez-vous"' : '')
  if (!isValid(value)) return { ok: false, expected }
  const notes: Note[] = /matin|apr[eè]s-midi|vacances|semaines? (?:paires?|impaires?)/i.test(words)
    ? [
        {
          code: 'horaires-partiels',
          severity: 'avertissement',
          message: `Une précision des horaires n’a pas pu être gardée : « ${words.slice(0, 120)} ».`,
        },
      ]
    : []
  return { ok: true, values: [value], ...(notes.length > 0 && { notes }) }
}

/** The library takes its time, and the same hours come again in every row of a partner. */
const isValid = remember(value => {
  try {
    new OpeningHours(value, null, { locale: 'fr', warnings_severity: 0 } as never)
    return true
  } catch {
    return false
  }
})

const TOKEN = new RegExp(
  String.raw`${DAY_NAMES.source}|\b(\d{1,2})\s*(?:h|:|heures?)\s*(\d{2})?\b|(\bau\b|\ba\b|-|–|—|→)|(,|;|\/|\bet\b|&)|(\bsauf\b|\bexcepte\b|\bhors\b)|(\bfermee?s?\b|\bfermeture\b)`,
  'g',
)

function tokenise(words: string): Token[] {
  const plain = words
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/\bmidi\b/g, '12h00')
  return [...plain.matchAll(TOKEN)].map((match): Token => {
    const [, day, hours, minutes, to, and, except] = match
    if (day) return { kind: 'day', day: ['lun', 'mar', 'mer', 'jeu', 'ven', 'sam', 'dim'].indexOf(day.slice(0, 3)) }
    if (hours) return { kind: 'time', minutes: Number(hours) * 60 + Number(minutes ?? 0) }
    if (to) return { kind: 'to' }
    if (and) return { kind: 'and' }
    if (except) return { kind: 'except' }
    return { kind: 'closed' }
  })
}

/** Days are gathered until hours come; hours fill those days; the next day starts a new group. */
function readWeek(tokens: Token[]): Week | null {
  const week: Week = [null, null, null, null, null, null, null]
  let days: number[] = []
  let spans: [number, number][] = []
  let filled = false
  const flush = () => {
    for (const day of days) week[day] = spans.length > 0 ? spans : (week[day] ?? [])
    days = []
    spans = []
    filled = false
  }
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i]
    if (!token) break
    switch (token.kind) {
      case 'day': {
        if (filled) flush()
        const end = tokens[i + 1]?.kind === 'to' ? tokens[i + 2] : undefined
        if (end?.kind === 'day') {
          for (let day = token.day; ; day = (day + 1) % 7) {
            days.push(day)
            if (day === end.day) break
          }
          i += 2
        } else days.push(token.day)
        break
      }
      case 'time': {
        const end = tokens[i + 1]?.kind === 'to' ? tokens[i + 2] : undefined
        if (end?.kind !== 'time' || token.minutes >= end.minutes || end.minutes > 1440) return null
        if (days.length === 0) days = [0, 1, 2, 3, 4]
        spans.push([token.minutes, end.minutes])
        filled = true
        i += 2
        break
      }
      case 'except':
      case 'closed': {
        if (token.kind === 'closed' && days.length > 0 && !filled) {
          for (const day of days) week[day] = 'closed'
          days = []
          break
        }
        // «sauf mercredi», «fermé le lundi»: the days that follow, up to the next hours, are taken out.
        const rest = tokens.slice(i + 1)
        const stop = rest.findIndex(next => next.kind === 'time')
        const named = stop < 0 ? rest : rest.slice(0, stop)
        const gone = named.flatMap(next => (next.kind === 'day' ? [next.day] : []))
        days = days.filter(day => !gone.includes(day))
        if (filled) flush()
        for (const day of gone) week[day] = 'closed'
        i += named.length
        break
      }
      case 'to':
      case 'and':
        break
    }
  }
  flush()
  return week
}

function writeWeek(week: Week, comment: string): string {
  const groups: { days: number[]; hours: string }[] = []
  for (const [day, spans] of week.entries()) {
    if (!Array.isArray(spans)) continue
    const hours = spans
      .toSorted((a, b) => a[0] - b[0])
      .map(([from, to]) => `${clock(from)}-${clock(to)}`)
      .join(',')
    const same = groups.find(group => group.hours === hours)
    if (same) same.days.push(day)
    else groups.push({ days: [day], hours })
  }
  return groups.map(group => `${writeDays(group.days)}${group.hours ? ` ${group.hours}` : ''}${comment}`).join('; ')
}

function writeDays(days: number[]): string {
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

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

export const openingHours: Transform = {
  name: 'opening-hours',
  purpose: 'horaires d’accueil en français vers la syntaxe OpenStreetMap',
  options: z.null(),
  apply: words => parseOpeningHours(words),
}
