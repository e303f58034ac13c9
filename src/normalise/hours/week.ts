import type { Left } from '../reading/left-words.ts'
import { kindOf } from '../reading/left-words.ts'
import { plain } from '../reading/plain.ts'
import type { Placed } from './tokens.ts'

/** Minutes since midnight; `to` may pass 1440 by a night. */
export type Span = readonly [from: number, to: number]

/** Days with the same hours. No spans: open those days, at hours that nobody gives. */
export interface Opening {
  days: number[]
  /** Ranks in the month («le 1er et le 3e jeudi»), null for every week. */
  ranks: number[] | null
  spans: Span[]
  appointment: boolean
}

/** What a phrase of opening hours says, or why it cannot be read. */
export type Week =
  | {
      ok: true
      openings: Opening[]
      closed: number[]
      left: Left[]
      /** What the syntax could not keep, and that does not change the rest. */
      aside: Left[]
      /** The days are those that «fermé le…» leaves. */
      byElimination: boolean
    }
  | { ok: false; because: string }

const LONGEST_NIGHT = 12 * 60

class Unreadable extends Error {}
const refuse = (because: string): never => {
  throw new Unreadable(because)
}

/** Reads tokens clause after clause: days then hours («lundi 9h-12h»), or hours then days («9h-12h le lundi»), never both in one clause. */
export function readWeek(tokens: readonly Placed[]): Week {
  try {
    return read(tokens)
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, because: error.message }
    throw error
  }
}

interface Group {
  days: number[] | null
  ranks: number[] | null
  spans: Span[] | null
  appointment: 'yes' | 'no' | 'either' | null
  half: 'morning' | 'afternoon' | null
  hoursFirst: boolean
}
/** What «fermé…» or «sauf…» takes out; `within` the days whose hours are still to come, «du lundi au vendredi sauf le mercredi de 9 h à 17 h». */
interface Out {
  days: number[]
  half: Group['half']
  words: string[]
  /** Words beside days: «fermé en août». */
  more: boolean
  within: boolean
  shut: boolean
}
const empty = (): Group => ({ days: null, ranks: null, spans: null, appointment: null, half: null, hoursFirst: false })

function read(tokens: readonly Placed[]): Week {
  const openings: Opening[] = []
  const closed: number[] = []
  const left: Left[] = []
  const aside: Left[] = []
  const orphans: Span[] = []
  let mentions = 0
  let group = empty()
  let shutDays = false
  let clauseNeed: Group['appointment'] = null
  /** Inside «fermé…», «sauf…»: what follows is taken out. */
  let out: Out | null = null

  const flush = () => {
    const { days, spans, half } = group
    if (days) {
      if (half !== null && spans === null) refuse('« matin » ou « après-midi » sans heures')
      openings.push({
        days,
        ranks: group.ranks,
        spans: spans ?? [],
        appointment: (group.appointment ?? clauseNeed) === 'yes',
      })
    } else if (spans) {
      const last = openings.at(-1)
      if (last && last.spans.length > 0 && !group.hoursFirst) last.spans.push(...spans)
      else orphans.push(...spans)
    }
    group = empty()
  }
  const closeOut = () => {
    if (!out) return
    const { days, half, words, more, shut } = out
    if (half !== null) takeOutHalf(openings, days, half)
    else closed.push(...days)
    if (shut) shutDays ||= days.length > 0
    if (half !== null || more) aside.push({ words: `sauf ${words.join(' ')}`, kind: 'exception' })
    out = null
  }
  const endClause = () => {
    flush()
    closeOut()
    clauseNeed = null
  }

  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i]
    if (!token) break
    if (token.kind === 'stop') {
      endClause()
      continue
    }
    const span = spanAt(tokens, i)
    if (span) {
      if (out?.within && out.half === null && !out.more) {
        const gone = out.days
        group.days = (group.days ?? []).filter(day => !gone.includes(day))
        out = null
      }
      if (out) refuse('des heures de fermeture, ou des heures après une exception')
      if (group.half && !fits(span.span, group.half))
        refuse('un matin ou un après-midi et des heures qui ne vont pas ensemble')
      if (group.days && group.spans && group.hoursFirst) flush()
      group.hoursFirst ||= group.days === null && group.spans === null && !clauseStartsWithDays(tokens, i)
      group.spans = [...(group.spans ?? []), span.span]
      group.half = null
      i += span.length - 1
      continue
    }
    switch (token.kind) {
      case 'days':
      case 'ordinal': {
        const named = daysAt(tokens, i)
        if (!named) refuse(`« ${token.words} » sans jour`)
        else {
          if (out) {
            if (named.ranks) refuse('une exception qui ne vaut que certaines semaines')
            out.days.push(...named.days)
            out.words.push(named.words)
          } else {
            if (group.days && group.spans) flush()
            if (group.days && !group.spans && JSON.stringify(group.ranks) !== JSON.stringify(named.ranks)) flush()
            group.days = [...(group.days ?? []), ...named.days]
            group.ranks = named.ranks
          }
          i += named.length - 1
        }
        break
      }
      case 'around-the-clock':
        if (out) refuse('des heures après une exception')
        group.spans = [...(group.spans ?? []), [0, 1440]]
        break
      case 'closed':
      case 'except':
        if (token.kind === 'closed' && group.days && !group.spans) {
          closed.push(...group.days)
          shutDays = true
          group = empty()
        } else {
          const within = token.kind === 'except' && group.days !== null && group.spans === null
          closeOut()
          if (!within) flush()
          out = { days: [], half: null, words: [], more: false, within, shut: token.kind === 'closed' }
        }
        break
      case 'half': {
        if (out) {
          out.half = token.half
          out.words.push(token.words)
          break
        }
        const previous = group.spans?.at(-1)
        if (previous && group.hoursFirst && fits(previous, token.half)) break
        if (previous && tokens[i - 1]?.kind === 'time' && fits(previous, token.half)) break
        if (group.days && group.spans && !group.hoursFirst && !spanFollows(tokens, i)) {
          if (!fits(previous ?? [0, 0], token.half))
            refuse('un matin ou un après-midi et des heures qui ne vont pas ensemble')
          break
        }
        group.half = token.half
        break
      }
      case 'appointment':
        if (out) {
          closeOut()
          if (token.need === 'yes') refuse('une exception et un rendez-vous dans la même phrase')
        }
        mentions += 1
        if (group.days || group.spans) group.appointment = token.need
        else clauseNeed = token.need
        break
      case 'holidays':
        aside.push({ words: `${out ? 'fermé : ' : ''}${token.words}`, kind: 'season' })
        break
      case 'season':
      case 'frequency':
        if (!out) refuse(`« ${token.words} » : des horaires qui ne valent pas toute l’année, ou pas chaque semaine`)
        else {
          out.words.push(token.words)
          out.more = true
        }
        break
      case 'of-the-month':
        refuse(`« ${token.words} » sans le rang du jour`)
        break
      case 'time':
      case 'number':
        refuse(`« ${token.words} » seul, sans début ni fin`)
        break
      case 'unknown': {
        const previous = tokens[i - 1]
        const last = left.at(-1)
        if (previous?.kind === 'unknown' && last) last.words = `${last.words} ${token.words}`
        else left.push({ words: token.words, kind: 'unknown' })
        break
      }
      case 'to':
        // «samedi : -» is how a sheet writes «fermé».
        if (group.days && !group.spans && (tokens[i + 1]?.kind ?? 'stop') === 'stop') {
          closed.push(...group.days)
          group = empty()
        }
        break
      case 'and':
      case 'between':
      case 'comma':
        break
    }
  }
  endClause()
  return finish({
    openings,
    closed: [...new Set(closed)],
    left: left.map(withKind),
    aside,
    orphans,
    mentions,
    shutDays,
  })
}

const withKind = ({ words }: Left): Left => ({ words, kind: kindOf(plain(words)) })

function finish(read: {
  openings: Opening[]
  closed: number[]
  left: Left[]
  aside: Left[]
  orphans: Span[]
  mentions: number
  /** Days were said closed, so that hours without a day are those of the others. */
  shutDays: boolean
}): Week {
  const { closed, left, aside, orphans, mentions, shutDays } = read
  let { openings } = read
  let byElimination = false
  if (left.some(({ kind }) => kind === 'negation')) {
    refuse(`${left.find(({ kind }) => kind === 'negation')?.words ?? ''} : une négation qui n’est pas comprise`)
  }
  if (orphans.length > 0) {
    if (openings.length > 0) refuse('des heures dont on ne sait pas à quel jour elles vont')
    if (!shutDays) refuse('des heures sans jour')
    byElimination = true
    const days = [0, 1, 2, 3, 4, 5, 6].filter(day => !closed.includes(day))
    openings = [{ days, ranks: null, spans: orphans, appointment: false }]
  }
  openings = openings
    .map(opening => ({ ...opening, days: [...new Set(opening.days)].filter(day => !closed.includes(day)) }))
    .filter(({ days }) => days.length > 0)
  if (openings.length === 0) refuse('aucun jour ouvert')
  const timed = openings.filter(({ spans }) => spans.length > 0)
  if (timed.length > 0 && openings.some(({ spans, appointment }) => spans.length === 0 && !appointment)) {
    refuse('un jour sans heures à côté de jours qui en ont')
  }
  const single = openings.length === 1 ? openings[0] : undefined
  if (
    mentions === 1 &&
    openings.length > 1 &&
    openings.every(({ spans }) => spans.length > 0) &&
    openings.at(-1)?.appointment
  ) {
    aside.push({ words: 'rendez-vous : pour le dernier jour, ou pour tous ?', kind: 'second-subject' })
  }
  const merged = single ? [single] : mergeDays(openings)
  for (const { spans } of merged) checkSpans(spans)
  if (openings.length !== merged.length && left.some(({ kind }) => kind === 'condition' || kind === 'second-subject')) {
    refuse('deux horaires du même jour, pour deux choses')
  }
  return { ok: true, openings: merged, closed, left, aside, byElimination }
}

/** One opening per day and ranks, so that days told twice are seen. */
function mergeDays(openings: Opening[]): Opening[] {
  const byDay = new Map<string, Opening>()
  for (const opening of openings) {
    for (const day of opening.days) {
      const key = `${day} ${JSON.stringify(opening.ranks)}`
      const known = byDay.get(key)
      if (!known) byDay.set(key, { ...opening, days: [day], spans: [...opening.spans] })
      else if (JSON.stringify(known.spans) !== JSON.stringify(opening.spans)) {
        if (known.appointment !== opening.appointment) refuse('le même jour avec et sans rendez-vous')
        known.spans = [...known.spans, ...opening.spans]
      }
    }
  }
  const merged = [...byDay.values()]
  for (const { days, ranks } of merged) {
    if (ranks && merged.some(other => other.ranks === null && other.days[0] === days[0])) {
      refuse('le même jour chaque semaine et certaines semaines')
    }
  }
  return merged
}

function checkSpans(spans: Span[]): void {
  const sorted = spans.toSorted((a, b) => a[0] - b[0])
  for (const [index, span] of sorted.entries()) {
    const next = sorted[index + 1]
    if (next && next[0] < span[1]) refuse('deux plages d’un même jour qui se recouvrent')
  }
}

/** Ranks and days from here on: «1er et 3e jeudi», «du lundi au jeudi», «lundi, mardi et jeudi». */
function daysAt(
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

/** «9h-12h», «de 9 à 12 h», «12-14h», «9-12»: two ends, of which a bare number leans on the other. */
function spanAt(tokens: readonly Placed[], i: number): { span: Span; length: number } | null {
  const [from, to, end] = [tokens[i], tokens[i + 1], tokens[i + 2]]
  const between = to?.kind === 'and' && tokens[i - 1]?.kind === 'between'
  if (to?.kind !== 'to' && !between) return null
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

const fits = ([from, to]: Span, half: 'morning' | 'afternoon') => (half === 'morning' ? to <= 810 : from >= 720)

function spanFollows(tokens: readonly Placed[], i: number): boolean {
  const next = tokens[i + 1]?.kind
  return next === 'time' || next === 'number'
}

/** Whether days come before the hours at `i` in its clause. */
function clauseStartsWithDays(tokens: readonly Placed[], i: number): boolean {
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

/** «sauf le mercredi matin»: the hours of that half of the day go. */
function takeOutHalf(openings: Opening[], days: number[], half: 'morning' | 'afternoon'): void {
  for (const opening of [...openings]) {
    const gone = opening.days.filter(day => days.includes(day))
    if (gone.length === 0) continue
    const spans = opening.spans.filter(span => !fits(span, half))
    if (spans.length === opening.spans.length || spans.length === 0)
      refuse('une demi-journée d’exception que les heures ne montrent pas')
    opening.days = opening.days.filter(day => !gone.includes(day))
    openings.push({ ...opening, days: gone, spans })
  }
}
