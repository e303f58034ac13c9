import type { Account } from '../reading/account.ts'
import { exists, type FoundDate, isoDay } from './find.ts'
import { isRange, type Period } from './span.ts'

/** A period inside a phrase that has several; one day is both its ends. */
interface Span {
  first: FoundDate
  last: FoundDate
}

/** Periods that make one whole: their first day to their last, and the words of each. */
export interface Whole {
  period: Period & { start: string; end: string }
  consumed: FoundDate[]
  /** «4 – 8», «11 – 15 janvier 2027». */
  spans: string[]
}

const LABEL = String.raw`(?:(?:la |le |une? )?(?:\d{1,2}(?:ere?|re|er|nde?|eme|e)|premi\p{L}+|second\p{L}*|deuxieme|troisieme|derni\p{L}+)\s)?(?:sessions?|groupes?|promotions?|promo|modules?|cycles?|periodes?|phases?|parties?|stages?|formations?|ateliers?|parcours|semaines?|vagues?|dates?)(?:\s?(?:n\s?[°o]\s?)?(?:\d{1,2}|[a-d]|i{1,3}))?(?![\p{L}\d])`
/** What may stand between two periods of one whole: joining words, the name of a session, an hour already read. */
const LINK = new RegExp(
  String.raw`^(?:[\s\0,;/+&|•·.:–—-]|(?<!\p{L})(?:et|puis|ensuite|ou|enfin|aussi|ainsi que|du|de|des|le|les|entre)(?!\p{L})|(?<!\p{L})${LABEL})*$`,
  'u',
)
const NAMED = new RegExp(String.raw`(?<!\p{L})(?:${LABEL}\s*:?\s*(?:du |le |de |les )?|entre (?:le )?)$`, 'u')
const YEAR = /(?<![\d/.-])((?:19|20)\d{2})(?![\d/-])/g
/** Days between a date without year and the one that lends it its year, when the new year comes between them. */
const NEAR = 183

/**
 * «du 4 au 8 et du 11 au 15 janvier 2027»: several periods as one, when nothing but joining words stands between them. Null: there is but one, only days,
 * or something else is said between them («sauf», «interruption»).
 */
export function severalSpans(text: Account, dates: readonly FoundDate[]): Whole | null {
  const all = spansOf(text, dates)
  const rest = text.rest()
  const end = ({ last }: Span) => last.index + last.length
  const broken = all.findIndex((span, at) => {
    const previous = all[at - 1]
    return previous !== undefined && !LINK.test(rest.slice(end(previous), span.first.index))
  })
  const spans = broken < 0 ? all : all.slice(0, broken)
  if (spans.length < 2 || spans.every(({ first, last }) => first === last)) return null
  const read = withYears(spans, text)
  if (read === null) return null
  for (const [at, span] of spans.entries()) {
    const next = spans[at + 1]
    const to = next === undefined ? end(span) : next.first.index
    text.take(span.first.index, to - span.first.index)
  }
  const [{ first }] = spans as [Span]
  const named = NAMED.exec(text.plain.slice(0, first.index))
  if (named) text.take(named.index, named[0].length)
  return {
    period: {
      start: read.map(([from]) => from).sort()[0] ?? '',
      end:
        read
          .map(([, to]) => to)
          .sort()
          .at(-1) ?? '',
    },
    consumed: spans.flatMap(({ first, last }) => (first === last ? [first] : [first, last])),
    spans: spans.map(({ first, last }) => (first === last ? first.words : `${first.words} – ${last.words}`)),
  }
}

function spansOf(text: Account, dates: readonly FoundDate[]): Span[] {
  const spans: Span[] = []
  for (let at = 0; at < dates.length; ) {
    const first = dates[at] as FoundDate
    const second = dates[at + 1]
    const last = second !== undefined && isRange(text, first, second) ? second : first
    spans.push({ first, last })
    at += last === first ? 1 : 2
  }
  return spans
}

/** The days of each, every date with its year: its own, that of the next, of the one before, or the only year of the phrase. Null: one has none. */
function withYears(spans: readonly Span[], text: Account): [from: string, to: string][] | null {
  const dates = spans.flatMap(({ first, last }) => [first, last])
  const years: (number | null)[] = dates.map(({ year }) => year)
  if (!years.some(year => year !== null)) {
    const written = [...text.rest().matchAll(YEAR)]
    const [only] = written
    if (only === undefined || written.length > 1) return null
    text.take(only.index, only[0].length)
    years[0] = Number(only[1])
  }
  const day = (at: number, year: number) => isoDay({ ...(dates[at] as FoundDate), year })
  for (let at = years.length - 2; at >= 0; at -= 1) {
    const next = years[at + 1]
    if (years[at] !== null || next === null || next === undefined) continue
    const same = day(at, next) <= day(at + 1, next)
    const apart = Date.parse(day(at + 1, next)) - Date.parse(day(at, next - 1))
    if (!same && apart > NEAR * 86_400_000) return null
    years[at] = same ? next : next - 1
  }
  for (let at = 1; at < years.length; at += 1) {
    const previous = years[at - 1]
    if (years[at] !== null || previous === null || previous === undefined) continue
    if (day(at, previous) < day(at - 1, previous)) return null
    years[at] = previous
  }
  const read: [string, string][] = []
  for (let at = 0; at < dates.length; at += 2) {
    const [from, to] = [years[at], years[at + 1]]
    if (from === null || from === undefined || to === null || to === undefined) return null
    if (!exists({ ...(dates[at] as FoundDate), year: from }) || !exists({ ...(dates[at + 1] as FoundDate), year: to }))
      return null
    const ends: [string, string] = [day(at, from), isoDay({ ...(dates[at + 1] as FoundDate), year: to }, 'end')]
    if (ends[0] > ends[1]) return null
    read.push(ends)
  }
  return read
}
