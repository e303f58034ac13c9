import { CLOCKS } from '../dates/clock.ts'
import { findDates } from '../dates/find.ts'
import { weeksAsDays } from '../dates/week-number.ts'
import type { Account } from '../reading/account.ts'
import { parsePeriod } from '../transforms/period.ts'
import type { Note } from '../transforms/transform.ts'
import { END, isRange, N, number, RANGE_OF_NUMBERS, type Ranges, range, said, several } from './parts.ts'

/** «2 ans» lasts, «18 ans» is an age. */
const MOST_YEARS = 5

/** What is counted before the offer, or again and again, is not how long it lasts. */
const NOT_A_LENGTH =
  /(?:depuis|tou(?:te)?s les|il y a|dans(?: les)?|moins de|plus de|au[- ]dela de|apres|avant|ages? de|partir de|chaque|sous|au bout de|(?:anciennete|preavis|delais?|attente|experiences?|validite)(?: d'attente| moyenne?)?(?: de|\s?:)?|(?<!\p{L})(?:bilans?|points?|visites?|rappels?|suivi) a (?:\d{1,2}(?: mois)?(?:,| et) ){0,3})\s*$/u
const AGAIN = /(?:jours?|journees?|heures?|h|fois|seances?)\s*(?:par|\/)?\s*$/u

/** «1 semaine sur 2», «2 semaines par mois» say how often. */
const ALTERNATE =
  /^\s*(?:(?:sur\s*|\/\s?)(?:deux|trois|quatre|[2-4])|d'(?:attente|anciennete|experience|inscription|activite professionnelle)|de (?:delai|preavis|chomage|presence|residence|sejour|cotisations?)|avant l|(?:par|\/|chaque)\s*(?:mois|ans?|annee|trimestre))(?![\p{L}\d])/u
/** «420h / 12 semaines»: more hours than a week has of work are a total. */
const TOTAL_BEFORE = /(?<!\d)(?:[5-9]\d|\d{3,4})\s*h(?:eures?)?\s*[/(,-]?\s*$/u
const weeksPattern = new RegExp(String.raw`${RANGE_OF_NUMBERS}${N}\s*(?:semaines?|sem)${END}`, 'gu')
const monthsPattern = new RegExp(String.raw`${RANGE_OF_NUMBERS}${N}\s*mois(\s+et\s+demi|\s+1\/2)?${END}`, 'gu')
const yearsPattern = new RegExp(String.raw`${N}\s*(?:ans?|annees?)(\s+et\s+demie?|\s+1\/2)?${END}`, 'gu')
export function findWeeks(text: Account, notes: Note[], ranges: Ranges): number | null {
  const lasting = (pattern: RegExp) =>
    [...text.rest().matchAll(pattern)].filter(match => {
      const before = text.plain.slice(0, match.index)
      const after = text.plain.slice(match.index + match[0].length)
      return !NOT_A_LENGTH.test(before) && (!AGAIN.test(before) || TOTAL_BEFORE.test(before)) && !ALTERNATE.test(after)
    })
  // «0 semaine» is no length: a week at least would be invented.
  const all = lasting(weeksPattern).filter(match => number(match[2]) > 0)
  const weeks = all.length > 0 && A_PART.test(text.plain) ? wholes(text, all, lasting) : all
  const [first] = weeks
  if (first) {
    for (const match of weeks) text.take(match.index, match[0].length)
    if (isRange(first[1], first[2])) {
      ranges.weeks = said(text, first).trim()
      notes.push(range(ranges.weeks, 'le plus grand nombre de semaines'))
    }
    const other = weeks.find(match => match[2] !== first[2])
    const sum = addedUp(text, weeks)
    if (other && !sum) notes.push(several(said(text, first), said(text, other)))
    const inMonths = lasting(monthsPattern)
    const times = /(?<![\d.,])(\d)\s*[x×]\s*$/u.exec(text.plain.slice(0, first.index))
    if (times) text.take(times.index, times[0].length)
    const count = sum ?? number(first[2]) * Number(times?.[1] ?? 1)
    if (sum || times)
      notes.push({ code: 'semaines-calculees', severity: 'info', message: `${String(count)} semaines, calculé.` })
    return Math.max(1, Math.round(withMonths(text, notes, ranges, { first, count, inMonths })))
  }
  const months = lasting(monthsPattern)
  const years = lasting(yearsPattern).filter(match => number(match[1]) <= MOST_YEARS)
  const lengths = [
    ...months.map(match => ({ match, months: number(match[2]) + (match[3] === undefined ? 0 : 0.5) })),
    ...years.map(match => ({ match, months: 12 * (number(match[1]) + (match[2] === undefined ? 0 : 0.5)) })),
  ]
    .filter(length => length.months > 0)
    .sort((a, b) => b.months - a.months)
  const [longest] = lengths
  if (longest) {
    for (const { match } of lengths) text.take(match.index, match[0].length)
    const { match } = longest
    const sum = years.length === 0 ? addedUp(text, months) : null
    if (match[1] !== undefined && months.includes(match)) {
      ranges.weeks = said(text, match).trim()
      notes.push(range(ranges.weeks, 'le plus grand nombre de mois'))
    }
    const other = lengths.find(one => one.months !== longest.months)
    if (other && sum === null && !/(?:dont|soit|=)\s*$/u.test(text.plain.slice(0, other.match.index)))
      notes.push(several(said(text, match), said(text, other.match)))
    const total = sum ?? longest.months
    const count = Math.max(1, Math.round((total * 52) / 12))
    notes.push({
      code: 'mois-en-semaines',
      severity: 'info',
      message: `${String(total).replace('.', ',')} mois comptés pour ${count} semaines.`,
    })
    return count
  }
  return weeksOfPeriod(text, notes)
}

/** «dont 5 semaines de stage». */
const A_PART = /(?<!\p{L})dont(?!\p{L})/u
const PART_BEFORE = /(?<!\p{L})dont(?: \p{L}+){0,3}\s*$/u

/** Without the parts of what is longer: «5 mois dont 5 semaines de stage» lasts five months. */
function wholes(text: Account, weeks: RegExpExecArray[], lasting: (pattern: RegExp) => RegExpExecArray[]) {
  const isPart = ({ index }: RegExpExecArray) => PART_BEFORE.test(text.plain.slice(0, index))
  const whole = weeks.filter(match => !isPart(match))
  if (whole.length === 0 && lasting(monthsPattern).every(isPart)) return weeks
  for (const match of weeks) if (isPart(match)) text.take(match.index, match[0].length)
  return whole
}

/** «12 semaines (3 mois)» says the same twice; «de 3 semaines à 3 mois» is a range, of which the most is kept; of others the weeks are kept, and told. */
function withMonths(
  text: Account,
  notes: Note[],
  ranges: Ranges,
  { first, count, inMonths }: { first: RegExpExecArray; count: number; inMonths: readonly RegExpExecArray[] },
): number {
  let most = count
  for (const match of inMonths) {
    const weeks = ((number(match[2]) + (match[3] === undefined ? 0 : 0.5)) * 52) / 12
    const between = text.plain.slice(first.index + first[0].length, match.index)
    text.take(match.index, match[0].length)
    if (Math.abs(weeks - count) <= Math.max(1.5, 0.15 * count)) continue
    if (weeks > count && /^\s*(?:a|et|-|–|ou)\s*$/u.test(between)) {
      ranges.weeks = text.text.slice(first.index, match.index + match[0].length).trim()
      notes.push(range(ranges.weeks, 'le plus grand nombre de mois'))
      most = Math.max(most, weeks)
    } else notes.push(several(said(text, first), said(text, match)))
  }
  return most
}

/** «4 mois (+ 2 mois si besoin)»: not for everybody. */
const PERHAPS = /^\s*(?:si |selon |en option|optionnel|eventuel|possible|renouvel|facultati)/u

/** «3 semaines + 2 semaines», «12 mois + 12 mois»: their sum, or null. */
function addedUp(text: Account, weeks: RegExpExecArray[]): number | null {
  if (weeks.length < 2) return null
  const tied = weeks
    .slice(1)
    .every(
      match =>
        /\+\s*$/u.test(text.plain.slice(0, match.index)) &&
        match[1] === undefined &&
        !PERHAPS.test(text.plain.slice(match.index + match[0].length)),
    )
  return tied ? weeks.reduce((total, match) => total + number(match[2]), 0) : null
}

function weeksOfPeriod(text: Account, notes: Note[]): number | null {
  if (/^\d+$/.test(text.text)) return null
  const dates = parsePeriod(text.text)
  const period = dates.ok ? dates.values[0] : undefined
  if (!dates.ok || !period?.start || !period.end || period.start === period.end) return null
  // «S12 2027» says when, and not how long.
  if (weeksAsDays(text.text) !== text.text && Date.parse(period.end) - Date.parse(period.start) < 7 * 86_400_000)
    return null
  // From the first day of several periods to the last, nobody is there all the time.
  if (dates.notes?.some(({ code }) => code === 'periodes-reunies')) return null
  findDates(text)
  text.takeAll(CLOCKS)
  text.takeAll(/(?<![\p{L}\d])du \d{1,2}(?:er)? au/gu)
  notes.push(...(dates.notes ?? []).filter(({ code }) => code !== 'lecture-partielle'))
  const days = (Date.parse(period.end) - Date.parse(period.start)) / 86_400_000 + 1
  const weeks = Math.max(1, Math.round(days / 7))
  notes.push({ code: 'periode-en-semaines', severity: 'info', message: `La période dure ${weeks} semaines.` })
  return weeks
}
