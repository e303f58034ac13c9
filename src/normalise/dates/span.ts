import { END, N } from '../durations/parts.ts'
import type { Account } from '../reading/account.ts'
import { CLOCKS } from './clock.ts'
import { exists, type FoundDate, isoDay } from './find.ts'

/** A period with a known end or a known start, days `YYYY-MM-DD`. */
export interface Period {
  start: string | null
  end: string | null
}

/** What a period is, for who reads why one was refused. */
export const PERIOD_EXPECTED = 'une période, par exemple du 4 mars au 28 juin 2026'

export const UNTIL =
  /(?:jusqu\p{L}*(?:'?(?:au|a|en))?|(?<!pas )avant(?: le)?|cloture|fin\s*:|fin le|fin de (?:la )?(?:formation|session|stage|action|parcours)|sortie(?: de formation)?\s*:|se termin\p{L}*|au plus tard(?: le)?)[\s:]*(?:le )?(?:\p{L}{2,9} )?$/u
export const FROM =
  /(?:a partir d\p{L}*|pas avant|des(?: le| la)?|depuis(?: le)?|debut\p{L}*(?: de (?:la )?(?:formation|session|stage|action|parcours))?|demarr\p{L}*|commenc\p{L}*|a compter d\p{L}*|rentree|entree(?: en formation)?\s?:)[\s:]*(?:le |du |de |au |en )*(?:\p{L}{2,9} )?$/u
/** «fin 2/7/2027», «date de fin : le 2 juillet», «finit le 2 juillet»: of a day; «fin mars» is a part of March. */
const END_OF =
  /(?<!\p{L})(?:fin(?:it|issant|ira)?|prend(?:ra)? fin)(?: prevue?| previsionnelle)?[\s:]*(?:le )?(?:\p{L}{2,9} )?$/u
/** «31 décembre 2027 au plus tard». */
const UNTIL_AFTER = /^\s*\(?(?:au plus tard|dernier delai)(?!\p{L})/u
/** «du 4 janvier 2027 au ?», «… au : à définir». */
const OPEN_END =
  /^\s*(?:au|a|jusqu'aux?|jusqu'a|-|–|→)\s*:?\s*(?:une )?(?=\?|…|\.\.|\/\s*$|(?:date )?(?:a (?:definir|determiner|preciser|confirmer|venir)|indetermine|non (?:defini|connu|fix|precis))|xx|tbd)/u
const JOIN = /^\s*(?:,?\s*(?:jusqu'au|jusqu'a|jusqu'en|au|a|-|–|—|→|>|\/))\s*(?:le |l')?(?:(?:debut|mi|fin) )?$/u
const AND = /^\s*(?:,|et|et le|ou|puis|;|&|\+)\s*(?:le |les |du )?$/u
/** One day a line, with or without a bullet. */
const NEXT_LINE = /^ ?\n\s*(?:[-–—•·*]\s*)?(?:le |les |du )?$/u
const BETWEEN = /(?<!\p{L})entre(?: le)?\s*$/u
const AND_ONLY = /^\s*et(?: le)?\s*$/u
/** «toute l’année sauf août 2027», «fermé du 20 décembre 2026»: the date is what is taken out. */
export const TAKEN_OUT =
  /(?<!\p{L})(?:sauf|hors|hormis|excepte\p{L}*|exception|(?:ferm(?:e|es|ee|ees|etures?)|conges?|interruptions?(?: pedagogiques?)?|coupures?)(?: annuel(?:le)?s?| estiva(?:le|ux)s?)?)(?:\s?:)?(?:\s(?:le|la|les|l'|en|de|du|des|mois|d'|vacances|scolaires))*\s*$/u
const LATER = /(?<!\p{L})(?:apres|au[- ]dela d[eu]s?)(?: le)?\s*$/u
/** «semaine du 12 janvier»: some day of it. */
const WEEK_OF = /(?<!\p{L})semaines? d[ue]s?(?: lundi)?\s*$/u
/** «…, pendant sept semaines», «pour 6 séances». */
const FOR_SO_LONG =
  /^\s*,?\s*(?:pour|pendant|durant|sur)\s+(?:une (?:durée|duree) de\s+)?[\p{L}\d-]+\s+(?:semaines?|mois|jours?|ans?|annees?|seances?)/u
/** «le 4 janvier 2027 (6 mois)», «4 janvier 2027 – durée : 12 semaines»: what lasts does not end the day it begins. */
const LASTING = new RegExp(
  String.raw`(?<!(?:depuis|moins de|plus de|tous les|toutes les|chaque|par|dans|il y a|avant)\s+)${N}\s?(?:semaines?|mois|ans?(?<!\d{2}\s?ans?))${END}`,
  'u',
)
/** Whether the words before a date make it an end. */
const endsAt = (before: string, { day }: FoundDate) => UNTIL.test(before) || (day !== null && END_OF.test(before))
type Span = { period: Period; consumed: FoundDate[]; list: boolean } | { expected: string }

/** Whether a word of range stands between two dates: «4 au 8 mars», «entre le 4 et le 8 mars». */
export function isRange(text: Account, first: FoundDate, second: FoundDate): boolean {
  const between = bare(text.plain.slice(first.index + first.length, second.index))
  return JOIN.test(between) || (BETWEEN.test(text.plain.slice(0, first.index)) && AND_ONLY.test(between))
}

/** The first period: two dates with a word of range between them, a list of days, or one date. */
export function readSpan(text: Account, dates: FoundDate[]): Span {
  const [first, second] = dates
  if (!first) return { expected: PERIOD_EXPECTED }
  const between = (a: FoundDate, b: FoundDate) => bare(text.plain.slice(a.index + a.length, b.index))
  const before = text.plain.slice(0, first.index)
  if (TAKEN_OUT.test(before)) return { expected: `${PERIOD_EXPECTED} (ici : une exception)` }
  const isBetween = BETWEEN.exec(before)
  if (second && isRange(text, first, second)) {
    if (isBetween) text.take(isBetween.index, isBetween[0].length)
    takeBetween(text, first, second)
    const ends = endsOf(first, second.year === null ? leaning(second, dates) : second)
    return 'expected' in ends ? ends : { period: ends, consumed: [first, second], list: false }
  }
  // «01/09/2026 (fin : 30/06/2027)».
  const link = second ? text.plain.slice(first.index + first.length, second.index) : ''
  const ending = second?.day != null && link.includes('fin') ? END_OF.exec(link) : null
  if (second && ending && /^[\s,;(–—/-]*$/.test(link.slice(0, ending.index)) && !UNTIL.test(before)) {
    const ends = endsOf(first, second)
    if ('expected' in ends) return ends
    takeBetween(text, first, second)
    takeWords(text, FROM, before)
    return { period: ends, consumed: [first, second], list: false }
  }
  const list = [first]
  for (const date of dates.slice(1)) {
    const previous = list.at(-1)
    const link = previous ? between(previous, date) : ''
    if (!AND.test(link) && !NEXT_LINE.test(link)) break
    list.push(date)
  }
  const last = list.at(-1)
  if (list.length > 1 && last && (last.day !== null || list.every(({ day }) => day === null))) {
    const ends = endsOf(first, last)
    if ('expected' in ends) return ends
    for (const [index, date] of list.entries()) {
      const next = list[index + 1]
      if (next) takeBetween(text, date, next)
    }
    // «les semaines du 4 et du 11 janvier»: the last one goes on after its first day.
    const period = WEEK_OF.test(before) && last.day !== null ? { ...ends, end: null } : ends
    return { period, consumed: list, list: true }
  }
  // «à partir du 2 mars … jusqu’au 5 mai 2027»: other words may stand between a start and an end.
  if (second && FROM.test(before) && endsAt(text.plain.slice(0, second.index), second)) {
    const ends = endsOf(first, second)
    if ('expected' in ends) return ends
    takeWords(text, FROM, before)
    takeEnd(text, text.plain.slice(0, second.index))
    return { period: ends, consumed: [first, second], list: false }
  }
  // «Fin : 5 mars 2027. Début : 12 janvier 2027.»
  if (second && endsAt(before, first) && FROM.test(text.plain.slice(first.index + first.length, second.index))) {
    const ends = endsOf(second, first)
    if ('expected' in ends) return ends
    takeEnd(text, before)
    takeWords(text, FROM, text.plain.slice(0, second.index))
    return { period: ends, consumed: [first, second], list: false }
  }
  const year = first.year
  if (year === null) return { expected: 'une période avec son année' }
  const known = { ...first, year }
  const next = text.plain.slice(first.index + first.length)
  const late = UNTIL_AFTER.exec(next)
  if (late) text.take(first.index + first.length, late[0].length)
  if (late || endsAt(before, first)) {
    takeEnd(text, before)
    return { period: { start: null, end: isoDay(known, 'end') }, consumed: [first], list: false }
  }
  // «début janvier 2027» is a part of January.
  if (FROM.test(before) && !(known.day === null && /(?<!\p{L})debut (?:de )?$/u.test(before))) {
    takeWords(text, FROM, before)
    return { period: { start: isoDay(known), end: null }, consumed: [first], list: false }
  }
  // «après le 31 mars»: from then on, and the word is told.
  if (LATER.test(before)) return { period: { start: isoDay(known, 'end'), end: null }, consumed: [first], list: false }
  if (WEEK_OF.test(before)) return { period: { start: isoDay(known), end: null }, consumed: [first], list: false }
  const open = OPEN_END.exec(next)
  if (open) {
    text.take(first.index + first.length, open[0].length)
    return { period: { start: isoDay(known), end: null }, consumed: [first], list: false }
  }
  const after = text.rest().slice(first.index + first.length)
  if (FOR_SO_LONG.test(after) || (known.day !== null && LASTING.test(after)))
    return { period: { start: isoDay(known), end: null }, consumed: [first], list: false }
  // One day, or one month.
  return { period: { start: isoDay(known), end: isoDay(known, 'end') }, consumed: [first], list: false }
}

/** «du 5 au 9 janvier et du 12 au 16 janvier 2027»: a date without year takes that of the next that has one, when it comes before it. */
function leaning(date: FoundDate, dates: FoundDate[]): FoundDate {
  const next = dates.find(({ index, year }) => index > date.index && year !== null)
  if (!next || next.year === null) return date
  const known = { ...date, year: next.year }
  return isoDay(known) <= isoDay({ ...next, year: next.year }) ? known : date
}

/** «du 29 février au 3 mars 2027»: a year that lends itself may not have the day. */
const UNREAL = `${PERIOD_EXPECTED} (ici, un jour qui n’existe pas)`

function endsOf(first: FoundDate, last: FoundDate): Period | { expected: string } {
  const endYear = last.year ?? first.year
  if (endYear === null) return { expected: 'une période avec son année' }
  if (last.year === null) return { expected: 'une période dont la fin a son année' }
  if (!exists({ ...last, year: endYear })) return { expected: UNREAL }
  const end = isoDay({ ...last, year: endYear }, 'end')
  const sameYear = isoDay({ ...first, year: first.year ?? endYear })
  const isOfYearBefore = first.year === null && sameYear > end
  const start = isOfYearBefore ? isoDay({ ...first, year: endYear - 1 }) : sameYear
  if (!exists({ ...first, year: Number(start.slice(0, 4)) })) return { expected: UNREAL }
  // «du 29 janvier au 11 janvier 2027»: no session lasts a year but a few days.
  if (start > end || (isOfYearBefore && first.month === last.month))
    return { expected: 'une période dont le début précède la fin' }
  return { start, end }
}

function takeBetween(text: Account, first: FoundDate, second: FoundDate): void {
  text.take(first.index + first.length, second.index - first.index - first.length)
}

export function takeWords(text: Account, pattern: RegExp, before: string): void {
  const match = pattern.exec(before)
  if (match) text.take(match.index, match[0].length)
}

function takeEnd(text: Account, before: string): void {
  takeWords(text, UNTIL.test(before) ? UNTIL : END_OF, before)
}

/** Hours of the day beside a date neither join nor part it from the next: «le 4 janvier à 9h au 8 janvier», «4 janvier (9h-12h) – 8 janvier». */
const bare = (between: string) => unweekdayed(between.replace(CLOCKS, ' ').replace(/\(\s*\)/g, ' '))

/** The weekday of the date that follows says no more than the date. */
const unweekdayed = (between: string) =>
  between.replace(/(?:lun|mar|mer|jeu|ven|vend|sam|dim)(?:di|credi|dredi|anche)?\.?,?\s*$/u, '')
