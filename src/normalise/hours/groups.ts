import { refuse, type Span } from './opening.ts'
import type { Placed } from './tokens.ts'

const LONGEST_NIGHT = 12 * 60

/** Ranks and days from here on: «1er et 3e jeudi», «du lundi au jeudi», «lundi, mardi et jeudi». */
export function daysAt(
  tokens: readonly Placed[],
  start: number,
): { days: number[]; ranks: number[] | null; length: number; words: string } | null {
  let i = start
  const ranks: number[] = []
  while (tokens[i]?.kind === 'ordinal') {
    const token = tokens[i]
    if (token?.kind === 'ordinal') ranks.push(token.rank)
    i += 1
    if (['and', 'comma'].includes(tokens[i]?.kind ?? '') && tokens[i + 1]?.kind === 'ordinal') i += 1
  }
  const first = tokens[i]
  if (first?.kind !== 'days') return null
  i += 1
  let days = first.days
  const end = tokens[i]?.kind === 'to' ? tokens[i + 1] : undefined
  const chain = dayChain(tokens, i - 1)
  if (chain.length > 2) {
    // «lundi - mercredi - vendredi»: a list, not two ranges.
    days = chain
    i += 2 * (chain.length - 1)
  } else if (end?.kind === 'days' && days.length === 1 && end.days.length === 1) {
    days = daysBetween(days[0] ?? 0, end.days[0] ?? 0)
    i += 2
  }
  if (ranks.length > 0) {
    if (days.length > 1) return refuse('un rang dans le mois pour plusieurs jours')
    if (tokens[i]?.kind === 'of-the-month') i += 1
  }
  return {
    days,
    ranks: ranks.length > 0 ? ranks : null,
    length: i - start,
    words: tokens
      .slice(start, i)
      .map(({ words }) => words)
      .join(' '),
  }
}

function dayChain(tokens: readonly Placed[], start: number): number[] {
  const days: number[] = []
  for (let at = start; ; at += 2) {
    const token = tokens[at]
    if (token?.kind !== 'days' || token.days.length !== 1) return days
    days.push(...token.days)
    if (tokens[at + 1]?.kind !== 'to') return days
  }
}

function daysBetween(from: number, to: number): number[] {
  const days = [from]
  for (let day = from; day !== to; ) {
    day = (day + 1) % 7
    days.push(day)
  }
  return days
}

/** «9h-12h», «9h/12h», «de 9 à 12 h», «12-14h», «9-12»: two ends, of which a bare number leans on the other. */
export function spanAt(tokens: readonly Placed[], i: number): { span: Span; length: number } | null {
  const [from, to, end] = [tokens[i], tokens[i + 1], tokens[i + 2]]
  const between = to?.kind === 'and' && tokens[i - 1]?.kind === 'between'
  const slashed = to?.kind === 'and' && to.words === '/' && from?.kind === 'time' && end?.kind === 'time'
  if (to?.kind !== 'to' && !between && !slashed) return null
  const minutes = (token: Placed | undefined) =>
    token?.kind === 'time' ? token.minutes : token?.kind === 'number' ? token.value * 60 : null
  const [start, stop] = [minutes(from), minutes(end)]
  if (start === null || stop === null) return null
  const bare = from?.kind === 'number' && end?.kind === 'number'
  if (bare && (start < 360 || stop > 1440 || stop <= start)) return null
  if (start >= 1440 && from?.kind === 'number') return null
  return { span: ordered(start === 1440 ? 0 : start, stop === 0 ? 1440 : stop), length: 3 }
}

/** An end before its start is the next day's, when it makes a night and not a working day read backwards. */
function ordered(from: number, to: number): Span {
  if (to > from) return to <= 1440 ? [from, to] : refuse('une heure après minuit')
  const night = to + 1440
  return from >= 17 * 60 && to <= 12 * 60 && night - from < LONGEST_NIGHT
    ? [from, night]
    : refuse('une fin qui précède le début')
}

export const fits = ([from, to]: Span, half: 'morning' | 'afternoon') => (half === 'morning' ? to <= 810 : from >= 720)

export function spanFollows(tokens: readonly Placed[], i: number): boolean {
  const next = tokens[i + 1]?.kind
  return next === 'time' || next === 'number'
}

/** «9h-12h le lundi et le mardi», «9h-12h lun mar jeu»: days that follow days, a sign of list between or not, and that no hours follow. */
export function goesOn(tokens: readonly Placed[], i: number, length: number): boolean {
  const listed = ['and', 'comma'].includes(tokens[i - 1]?.kind ?? '') ? i - 2 : i - 1
  if (tokens[listed]?.kind !== 'days') return false
  for (const { kind } of tokens.slice(i + length)) {
    if (!['and', 'comma', 'days'].includes(kind)) return !['time', 'number', 'around-the-clock'].includes(kind)
  }
  return true
}

/** Whether days begin at `i`, and hours follow them before anything else. */
export function hoursOfItsOwn(tokens: readonly Placed[], i: number): boolean {
  if (tokens[i]?.kind !== 'days') return false
  const next = tokens.slice(i).find(({ kind }) => !['and', 'comma', 'days', 'to', 'from'].includes(kind))
  return next?.kind === 'time' || next?.kind === 'number'
}

/** Whether days come before the hours at `i` in its clause. */
export function clauseStartsWithDays(tokens: readonly Placed[], i: number): boolean {
  for (let at = i - 1; at >= 0; at -= 1) {
    const kind = tokens[at]?.kind
    if (kind === 'stop') return hoursOnly(tokens, i)
    if (kind === 'days') return true
  }
  return hoursOnly(tokens, i)
}

/** A clause of hours alone goes on with the days before it. */
function hoursOnly(tokens: readonly Placed[], i: number): boolean {
  for (const token of tokens.slice(i)) {
    if (token.kind === 'stop') return true
    if (token.kind === 'days' || token.kind === 'ordinal') return false
  }
  return true
}
