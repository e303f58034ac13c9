import type { Left } from '../reading/left-words.ts'
import { kindOf } from '../reading/left-words.ts'
import { plain } from '../reading/plain.ts'
import { refuseBrokenRange } from './broken-range.ts'
import { finish, type Week } from './finish.ts'
import { clauseStartsWithDays, daysAt, fits, goesOn, hoursOfItsOwn, spanAt, spanFollows } from './groups.ts'
import { type Opening, refuse, type Span, Unreadable } from './opening.ts'
import type { Placed } from './tokens.ts'

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
  /** «lundi matin : fermé»: the hours of the other half are to come. */
  shutHalf: Group['half']
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
const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6]
const OTHER_HALF = { morning: 'afternoon', afternoon: 'morning' } as const
const NAMES = { morning: 'le matin', afternoon: 'l’après-midi' }
const empty = (): Group => ({
  days: null,
  ranks: null,
  spans: null,
  appointment: null,
  half: null,
  shutHalf: null,
  hoursFirst: false,
})

function read(tokens: readonly Placed[]): Week {
  const openings: Opening[] = []
  const closed: number[] = []
  const left: Left[] = []
  const aside: Left[] = []
  const orphans: Span[] = []
  let mentions = 0
  let group = empty()
  let shutDays = false
  /** In this clause days were said closed, and none other named since: in «mardi : fermé, téléphone 9h-12h» the hours are not those of the other days. */
  let justShut = false
  let clauseNeed: Group['appointment'] = null
  /** Inside «fermé…», «sauf…»: what follows is taken out. */
  let out: Out | null = null
  refuseBrokenRange(tokens)

  const flush = () => {
    const { days, spans, half } = group
    if (half !== null && days === null && spans === null) aside.push({ words: NAMES[half], kind: 'condition' })
    if (days) {
      if ((half ?? group.shutHalf) !== null && spans === null) refuse('« matin » ou « après-midi » sans heures')
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
  /** «sur rendez-vous l’après-midi»: the syntax keeps it for whole days only. */
  const halfByAppointment = (half: 'morning' | 'afternoon', words: string) => {
    aside.push({ words, kind: 'condition' })
    if (group.days && (!group.spans || group.spans.some(span => fits(span, half)))) group.appointment = 'yes'
  }
  const closeOut = () => {
    if (!out) return
    const { days, half, words, more, shut } = out
    if (half !== null) takeOutHalf(openings, days, half)
    else closed.push(...days)
    if (shut && half === null) shutDays ||= days.length > 0
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
      justShut = false
      continue
    }
    const span = spanAt(tokens, i)
    if (span) {
      if (out?.within && out.half === null && !out.more) {
        const gone = out.days
        group.days = (group.days ?? []).filter(day => !gone.includes(day))
        out = null
      }
      if (out?.shut && out.days.length === 0 && out.half === null && !out.more && takeOutPause(openings, span.span)) {
        out = null
        i += span.length - 1
        continue
      }
      if (out || (justShut && tokens[i - 1]?.kind === 'unknown'))
        refuse('des heures de fermeture, ou des heures après une exception')
      if (group.half && !fits(span.span, group.half))
        refuse('un matin ou un après-midi et des heures qui ne vont pas ensemble')
      if (group.shutHalf && !fits(span.span, OTHER_HALF[group.shutHalf]))
        refuse('une demi-journée fermée, et des heures de cette demi-journée')
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
        justShut = false
        if (!named) refuse(`« ${token.words} » sans jour`)
        else {
          if (out) {
            if (named.ranks) refuse('une exception qui ne vaut que certaines semaines')
            out.days.push(...named.days)
            out.words.push(named.words)
          } else {
            if (
              group.days &&
              group.spans &&
              !(group.hoursFirst && !group.ranks && !named.ranks && goesOn(tokens, i, named.length))
            )
              flush()
            // «lundi sur rdv, mardi 9h-12h»
            if (group.days && !group.spans && group.appointment === 'yes') flush()
            if (group.shutHalf && String(group.days) !== String(named.days)) flush()
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
        if (token.daily) group.days ??= EVERY_DAY
        group.spans = [...(group.spans ?? []), [0, 1440]]
        break
      case 'closed':
      case 'except':
        if (
          token.kind === 'closed' &&
          group.days &&
          !group.spans &&
          !isSomeOf(daysAt(tokens, i + 1)?.days, group.days)
        ) {
          if (group.half !== null && !group.hoursFirst) {
            group.shutHalf = group.half
            group.half = null
            break
          }
          closed.push(...group.days)
          shutDays = true
          justShut = true
          group = empty()
        } else {
          const within = group.days !== null && group.spans === null
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
        const next = tokens[i + 1]
        if (next?.kind === 'closed' && group.days && !daysAt(tokens, i + 2)) {
          const other = OTHER_HALF[token.half]
          if (group.spans?.every(hours => fits(hours, other))) {
            i += 1
            break
          }
        }
        if (next?.kind === 'appointment' && next.need === 'yes' && !spanFollows(tokens, i + 1)) {
          mentions += 1
          halfByAppointment(token.half, `${token.words} ${next.words}`)
          i += 1
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
      case 'other-days': {
        const next = tokens[i + 1]
        if (next?.kind === 'appointment') {
          flush()
          aside.push({ words: `${token.words} ${next.words}`, kind: 'condition' })
          i += 1
        } else if (next?.kind === 'closed') {
          flush()
          i += 1
        } else if (out?.shut && out.days.length === 0) out = null
        else left.push({ words: token.words, kind: 'unknown' })
        break
      }
      case 'appointment':
        if (tokens[i + 1]?.kind === 'other-days' && !spanFollows(tokens, i + 1)) {
          aside.push({ words: `${token.words} ${tokens[i + 1]?.words ?? ''}`, kind: 'condition' })
          i += 1
          break
        }
        if (out) {
          closeOut()
          if (token.need === 'yes') refuse('une exception et un rendez-vous dans la même phrase')
        }
        mentions += 1
        {
          const next = tokens[i + 1]
          if (next?.kind === 'half' && token.need === 'yes' && !spanFollows(tokens, i + 1)) {
            halfByAppointment(next.half, `${token.words} ${next.words}`)
            i += 1
            break
          }
        }
        if (opposed(group.appointment ?? clauseNeed, token.need)) refuse('des heures avec et sans rendez-vous')
        if (group.days || group.spans) group.appointment = token.need
        else clauseNeed = token.need
        break
      case 'holidays':
        if (!out && tokens[i - 1]?.kind === 'days' && /^f/iu.test(token.words))
          refuse(`« ${token.words} » : certains jours`)
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
      case 'instead':
        refuse(`« ${token.words} » : un horaire qui en remplace un autre`)
        break
      case 'day-or-word':
        refuse(`« ${token.words} » : un jour abrégé, ou un autre mot`)
        break
      case 'beside':
      case 'unknown': {
        if (token.kind === 'unknown' && /^\d/.test(token.words))
          refuse(`« ${token.words} » : une heure qui n’existe pas, ou un nombre`)
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
      case 'or':
        // «lundi 9h-12h ou mardi 14h-17h»: each has its own hours, and the choice is whoever comes's.
        if (group.hoursFirst || !group.spans || !hoursOfItsOwn(tokens, i + 1))
          refuse('des jours au choix, sans que l’on sache lesquels')
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

const opposed = (known: Group['appointment'], need: Group['appointment']) =>
  (known === 'yes' && need === 'no') || (known === 'no' && need === 'yes')

const withKind = ({ words }: Left): Left => ({ words, kind: kindOf(plain(words)) })

/** Whether an exception names days of those: «du lundi au vendredi (fermé le mercredi) 9h-17h». */
const isSomeOf = (days: readonly number[] | undefined, all: readonly number[]) =>
  days !== undefined && days.length < all.length && days.every(day => all.includes(day))

/** «9h-17h, fermé de 12h à 13h»: the pause goes out of the hours that hold it; false when none do. */
function takeOutPause(openings: Opening[], [from, to]: Span): boolean {
  let found = false
  for (const opening of openings) {
    opening.spans = opening.spans.flatMap((span): Span[] => {
      if (!(span[0] < from && to < span[1])) return [span]
      found = true
      return [
        [span[0], from],
        [to, span[1]],
      ]
    })
  }
  return found
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
