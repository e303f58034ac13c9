import type { Note, Parsed } from '../../normalise/transforms/transform.ts'
import type { Candidate, Confidence, FieldProposal } from '../proposal.ts'
import type { Span } from './spans.ts'

export interface Judged extends Candidate {
  score: number
}

const QUOTED = /«\s?([^»]{2,160}?)\s?»/gu
/** A note that says nothing was lost. */
const HARMLESS = new Set(['code-postal-sans-zero', 'commune-du-jour', 'jour-de-semaine'])

/** What a reader's notes quote: words that the value does not carry. */
export function unreadOf(notes: readonly Note[] = []): string[] {
  const words = notes
    .filter(({ code }) => !HARMLESS.has(code))
    .flatMap(({ message }) => [...message.matchAll(QUOTED)].map(([, quoted = '']) => quoted))
  return [...new Set(words)]
}

/** A candidate from what a reader made of a span; null when it refused it. */
export function judged<T>(
  span: Span,
  parsed: Parsed<T>,
  take: (values: T[]) => unknown,
  reason?: string,
): Judged | null {
  if (!parsed.ok || parsed.values.length === 0) return null
  const value = take(parsed.values)
  if (value === null || value === undefined) return null
  const unread = unreadOf(parsed.notes)
  const warned = (parsed.notes ?? []).some(({ severity }) => severity !== 'info')
  const score = (span.label !== null ? 3 : 0) + (warned ? 0 : 2) - Math.min(2, unread.length) / 2
  return {
    value,
    words: span.text,
    where: span.where,
    unread,
    confidence: span.label !== null && !warned ? 'haute' : warned ? 'basse' : 'moyenne',
    reason: reason ?? (span.label === null ? 'lu dans le texte' : `le libellé « ${span.label} » juste avant`),
    score,
  }
}

/** The best of them, with the three next that say something else. @param sure values that prove themselves are certain when they stand alone */
export function choose(candidates: readonly (Judged | null)[], sure = false): FieldProposal | null {
  const found = candidates.filter(each => each !== null).sort((a, b) => b.score - a.score)
  const [best] = found
  if (best === undefined) return null
  const others = found.filter(each => same(each.value) !== same(best.value))
  const distinct = others.filter((each, at) => others.findIndex(other => same(other.value) === same(each.value)) === at)
  const { score: _, ...candidate } = best
  const alone = distinct.length === 0
  return {
    ...candidate,
    confidence: confidenceOf(best, sure, alone),
    alternatives: distinct.slice(0, 3).map(({ score: _s, unread: _u, ...rest }) => rest),
  }
}

function confidenceOf({ confidence }: Judged, sure: boolean, alone: boolean): Confidence {
  if (sure && alone && confidence !== 'basse') return 'haute'
  return !alone && confidence === 'haute' && !sure ? 'haute' : confidence
}

const same = (value: unknown): string => JSON.stringify(value)
