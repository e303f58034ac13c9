import type { Left } from '../reading/left-words.ts'
import { type Opening, refuse, type Span } from './opening.ts'

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

/** What clauses gave, checked together: days told twice, spans that overlap, hours without a day. */
export function finish(read: {
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
  const former = left.find(({ words }) => /(?<!\p{L})anciens?(?!\p{L})/iu.test(words))
  if (former) refuse(`« ${former.words} » : des horaires d’avant`)
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
  if (merged.some(({ spans }) => spans.some(isOfTheNight)) && !left.some(({ words }) => /nuit|maraude/iu.test(words)))
    refuse('des heures de la nuit, ou de l’après-midi comptées de 1 à 12')
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

/** «de 2h à 5h», after «9h à 12h»: nobody receives then. */
const isOfTheNight = ([from, to]: Span) => from >= 60 && from < 300 && to > from && to <= 420

function checkSpans(spans: Span[]): void {
  const sorted = spans.toSorted((a, b) => a[0] - b[0])
  for (const [index, span] of sorted.entries()) {
    const next = sorted[index + 1]
    if (next && next[0] < span[1]) refuse('deux plages d’un même jour qui se recouvrent')
  }
}
