import { z } from 'zod'
import { numberInLetters } from '../../common/number-in-letters.ts'
import { CLOCKS } from '../dates/clock.ts'
import { findDates } from '../dates/find.ts'
import { type Account, account, wordSet } from '../reading/account.ts'
import { tellLeft } from '../reading/left-words.ts'
import { sentencesOn, tellOthers } from '../reading/scope.ts'
import { parsePeriod } from './period.ts'
import type { Note, Parsed, Transform } from './transform.ts'

/** What a phrase says of the effort asked. `hoursPerWeek` has at most one decimal; `weeks` is whole. */
export interface Duration {
  hoursPerWeek: number | null
  weeks: number | null
  totalHours: number | null
  /** The words of a range of which the most is kept. */
  ranges: { hours?: string; weeks?: string }
}

/** More hours than this in a week is no offer but a mistake (French law: 48 h of work at the most). */
export const MOST_HOURS_A_WEEK = 48
/** «2 ans» lasts, «18 ans» is an age. */
const MOST_YEARS = 5

const UNIT = 'un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize'
const TENS = 'quatre[- ]vingts?|vingt|trente|quarante|cinquante|soixante'
/** «deux», «trente-deux», «vingt et une»; never the last word of a longer number. */
const LETTERS = String.raw`(?<![\p{L}-])(?:(?:${TENS})(?:[- ](?:et[- ])?(?:${UNIT}))?|${UNIT})`
const N = String.raw`((?<![\d.,])(?:\d{1,3}(?: \d{3}){1,2}|\d{1,6}(?:[.,]\d{1,2})?)|${LETTERS})`
const END = String.raw`(?![\p{L}\d])`
const MINUTES = '(?:minutes?|mn|min)'
const HOURS = String.raw`${N}\s*h(?:eures?)?(?:\s?(\d{2})(?:\s?${MINUTES})?)?${END}`
const A_WEEK = String.raw`(?:(?:de \p{L}+ )?(?:par|\/|a la|chaque|de la)\s*sem(?:aines?)?|hebdo(?:madaires?)?)${END}\.?`
const UP_TO = String.raw`(?:${N}\s*(?:h(?:eures?)?\s*)?(?:a|ou|-|–|→|(?<=entre .{1,20})et)\s*)?`
/** What is counted before the offer, or again and again, is not how long it lasts. */
const NOT_A_LENGTH =
  /(?:depuis|tou(?:te)?s les|il y a|dans(?: les)?|moins de|plus de|apres|avant|ages? de|partir de|chaque)\s*$/u
/** «plus de 20 h par semaine»: a limit. */
const BOUND = /(?<!\p{L})(?:plus|moins)(?: (?:de|que|d'))?\s*$/u
const AGAIN = /(?:jours?|journees?|heures?|h|fois|seances?)\s*(?:par|\/)?\s*$/u

/** Hours of a month, a year or a session are no total. */
const OTHER_RATE =
  /^\s*(?:par|\/|chaque|mensuel\p{L}*|annuel\p{L}*)\s*(?:mois|ans?|annee|seance|jour|personne|groupe)?(?![\p{L}\d])/u

const perWeek = new RegExp(String.raw`(?:de |entre )?${UP_TO}${HOURS}\s*${A_WEEK}`, 'gu')
const minutesPerWeek = new RegExp(String.raw`${N}\s*${MINUTES}\s*${A_WEEK}`, 'gu')
/** «2 x », «2 fois », «deux séances de » just before hours a week. */
const TIMES_BEFORE = new RegExp(
  String.raw`${N}\s*(?:[x×*]|(?:fois|seances?|ateliers?|cours|rencontres?|jours?|journees?|demi-?\s?journees?|matinees?|matins?|apres-midis?|soirees?|creneaux?|modules?|entretiens?)(?:\s+de)?)\s*$`,
  'u',
)
/** «3h x 2 par semaine», «3h, deux fois par semaine». */
const timesAfter = new RegExp(String.raw`${HOURS}[\s,]*(?:[x×*]\s*${N}(?:\s*fois)?|${N}\s*fois)\s*${A_WEEK}`, 'gu')
/** «1 semaine sur 2» says how often. */
const ALTERNATE = /^\s*sur\s*(?:deux|trois|quatre|[2-4])(?![\p{L}\d])/u
const perDay = new RegExp(String.raw`${HOURS}\s*(?:par|\/|de)\s*jour(?:nee)?${END}`, 'gu')
const daysPerWeek = new RegExp(
  String.raw`${N}\s*(?:jours?|j)\s*(?:(?:par|\/|de la|sur|dans la)\s*)?(?:semaine|sem\.?|7)${END}`,
  'gu',
)
const halfDaysPerWeek = new RegExp(String.raw`${N}\s*demi-?\s?journees?\s*(?:par|\/)\s*sem(?:aine)?${END}`, 'gu')
const weeksPattern = new RegExp(String.raw`${UP_TO}${N}\s*(?:semaines?|sem)${END}`, 'gu')
const monthsPattern = new RegExp(String.raw`${UP_TO}${N}\s*mois(\s+et\s+demi)?${END}`, 'gu')
const yearsPattern = new RegExp(String.raw`${N}\s*(?:ans?|annees?)${END}`, 'gu')
const totalPattern = new RegExp(HOURS, 'gu')

const OWN = wordSet(
  `durée duree dure durant pendant période parcours formation accompagnement session stage action atelier total totale maximum maximale maximal max environ soit rythme heures heure h jours jour semaine
  semaines mois hebdomadaire renouvelable contrat volume horaire temps module dont calendrier séances séance entreprise centre`,
)
const SUBJECT =
  /\d\s?(?:h|min|mn)(?![\p{L}])|(?<!\p{L})(?:heures?|minutes?|min|mn|semaines?|mois|jours?|journees?|ans?|annees?|duree|hebdo\p{L}*|temps)(?!\p{L})|\b20\d\d\b/u
const EXPECTED = 'une durée, par exemple 780 h sur 32 semaines ou 4 jours par semaine, 6 h par jour'

/**
 * The effort that a phrase tells: «780 h sur 32 semaines», «4 jours par semaine, 6 h par jour», «de 4 à 26 h par semaine» (the most is kept,
 * and told), «deux demi-journées par semaine» (3 h each, told), «24 mois maximum», «192 h + 426 h + 162 h sur 8 mois et demi».
 * A month counts 52/12 weeks. A week over 48 h is impossible and refused. Words left beside are told; of a long text, only the sentences about time are read.
 */
export function parseDuration(words: string): Parsed<Duration> {
  const { kept, others } = sentencesOn(words, SUBJECT)
  const text = account(kept, OWN)
  const notes: Note[] = []
  const ranges: Duration['ranges'] = {}
  const stated = findHoursPerWeek(text, notes, ranges)
  const weeks = findWeeks(text, notes, ranges)
  const totalHours = findTotal(text)
  const hours = stated ?? (totalHours !== null && weeks !== null ? round(totalHours / weeks) : null)
  if (hours !== null && hours > MOST_HOURS_A_WEEK) {
    return {
      ok: false,
      expected: `au plus ${MOST_HOURS_A_WEEK} heures par semaine (valeur impossible)`,
      impossible: true,
    }
  }
  if (stated === null && hours !== null) {
    notes.push({
      code: 'heures-calculees',
      severity: 'info',
      message: `${String(totalHours)} h sur ${String(weeks)} semaines : soit ${String(hours).replace('.', ',')} h par semaine, calculé.`,
    })
  }
  if (hours === null && weeks === null && totalHours === null) return { ok: false, expected: EXPECTED }
  if (hours === null && weeks === null)
    notes.push({
      code: 'total-sans-semaines',
      severity: 'info',
      message: `${totalHours} h en tout : sans le nombre de semaines, le volume par semaine n’est pas connu.`,
    })
  notes.push(...tellLeft(text.left()), ...tellOthers(others, 'de durée'))
  return { ok: true, values: [{ hoursPerWeek: hours, weeks, totalHours, ranges }], ...(notes.length > 0 && { notes }) }
}

/** As it was written, accents and capitals back. */
const said = (text: Account, match: RegExpExecArray) => text.text.slice(match.index, match.index + match[0].length)

const range = (words: string, what: string): Note => ({
  code: 'heures-progressives',
  severity: 'avertissement',
  message: `« ${words} » est une fourchette : ${what} est gardé. À vérifier.`,
})

function findHoursPerWeek(text: Account, notes: Note[], ranges: Duration['ranges']): number | null {
  const [direct, ...others] = text.takeAll(perWeek)
  if (direct) {
    if (direct[1] !== undefined) {
      ranges.hours = said(text, direct).trim()
      notes.push(range(ranges.hours, 'le plus grand nombre d’heures'))
    }
    const each = number(direct[2]) + minutes(direct[3])
    const ahead = text.plain.slice(0, direct.index)
    const times = ahead === '' ? null : TIMES_BEFORE.exec(ahead)
    const most = each * (times ? number(times[1]) : 1)
    if (times) {
      text.take(times.index, times[0].length)
      if (most !== each) notes.push(counted(text.text.slice(times.index, direct.index + direct[0].length), most))
      return round(most)
    }
    const bound = BOUND.exec(text.plain.slice(0, direct.index))
    if (bound) {
      text.take(bound.index, bound[0].length)
      notes.push({
        code: 'duree-a-verifier',
        severity: 'avertissement',
        message: `« ${text.text.slice(bound.index, direct.index + direct[0].length).trim()} » : une limite, et pas une durée ; ${round(most)} h est gardé.`,
      })
    }
    const other = others.find(match => number(match[2]) + minutes(match[3]) !== most)
    if (other) notes.push(several(said(text, direct), said(text, other)))
    return round(most)
  }
  const [after] = /[x×*]|fois/u.test(text.plain) ? text.takeAll(timesAfter) : []
  if (after) {
    const all = (number(after[1]) + minutes(after[2])) * number(after[3] ?? after[4])
    notes.push(counted(said(text, after), all))
    return round(all)
  }
  const [short] = /m(?:i?n|inutes?)(?!\p{L})/u.test(text.plain) ? text.takeAll(minutesPerWeek) : []
  if (short) {
    const hours = number(short[1]) / 60
    notes.push(counted(said(text, short), hours))
    return round(hours)
  }
  const [day] = text.takeAll(perDay)
  const [days] = text.takeAll(daysPerWeek)
  if (day && days) return round((number(day[1]) + minutes(day[2])) * number(days[1]))
  const [halves] = text.takeAll(halfDaysPerWeek)
  if (halves) {
    notes.push({ code: 'demi-journees', severity: 'info', message: 'Une demi-journée est comptée pour 3 heures.' })
    return 3 * number(halves[1])
  }
  return null
}

const counted = (words: string, hours: number): Note => ({
  code: 'heures-calculees',
  severity: 'info',
  message: `« ${words.trim()} » : soit ${String(round(hours)).replace('.', ',')} h par semaine, calculé.`,
})

const several = (kept: string, other: string): Note => ({
  code: 'duree-a-verifier',
  severity: 'avertissement',
  message: `Plusieurs durées : « ${kept.trim()} » est gardé, pas « ${other.trim()} ».`,
})

function findWeeks(text: Account, notes: Note[], ranges: Duration['ranges']): number | null {
  const lasting = (pattern: RegExp) =>
    [...text.rest().matchAll(pattern)].filter(match => {
      const before = text.plain.slice(0, match.index)
      const after = text.plain.slice(match.index + match[0].length)
      return !NOT_A_LENGTH.test(before) && !AGAIN.test(before) && !ALTERNATE.test(after)
    })
  // «0 semaine» is no length: a week at least would be invented.
  const weeks = lasting(weeksPattern).filter(match => number(match[2]) > 0)
  const [first] = weeks
  if (first) {
    for (const match of weeks) text.take(match.index, match[0].length)
    if (first[1] !== undefined) {
      ranges.weeks = said(text, first).trim()
      notes.push(range(ranges.weeks, 'le plus grand nombre de semaines'))
    }
    const other = weeks.find(match => match[2] !== first[2])
    const sum = addedUp(text, weeks)
    if (other && !sum) notes.push(several(said(text, first), said(text, other)))
    for (const match of lasting(monthsPattern)) text.take(match.index, match[0].length)
    const times = /(?<![\d.,])(\d)\s*[x×]\s*$/u.exec(text.plain.slice(0, first.index))
    if (times) text.take(times.index, times[0].length)
    const count = sum ?? number(first[2]) * Number(times?.[1] ?? 1)
    if (sum || times)
      notes.push({ code: 'semaines-calculees', severity: 'info', message: `${String(count)} semaines, calculé.` })
    return Math.max(1, Math.round(count))
  }
  const months = lasting(monthsPattern)
  const years = lasting(yearsPattern).filter(match => number(match[1]) <= MOST_YEARS)
  const lengths = [
    ...months.map(match => ({ match, months: number(match[2]) + (match[3] === undefined ? 0 : 0.5) })),
    ...years.map(match => ({ match, months: 12 * number(match[1]) })),
  ]
    .filter(length => length.months > 0)
    .sort((a, b) => b.months - a.months)
  const [longest] = lengths
  if (longest) {
    for (const { match } of lengths) text.take(match.index, match[0].length)
    const { match } = longest
    if (match[1] !== undefined && months.includes(match)) {
      ranges.weeks = said(text, match).trim()
      notes.push(range(ranges.weeks, 'le plus grand nombre de mois'))
    }
    const other = lengths.find(one => one.months !== longest.months)
    if (other && !/(?:dont|soit|=)\s*$/u.test(text.plain.slice(0, other.match.index)))
      notes.push(several(said(text, match), said(text, other.match)))
    const count = Math.max(1, Math.round((longest.months * 52) / 12))
    notes.push({
      code: 'mois-en-semaines',
      severity: 'info',
      message: `${String(longest.months).replace('.', ',')} mois comptés pour ${count} semaines.`,
    })
    return count
  }
  return weeksOfPeriod(text, notes)
}

/** «3 semaines + 2 semaines»: their sum, or null. */
function addedUp(text: Account, weeks: RegExpExecArray[]): number | null {
  if (weeks.length < 2) return null
  const tied = weeks.slice(1).every(match => /\+\s*$/u.test(text.plain.slice(0, match.index)) && match[1] === undefined)
  return tied ? weeks.reduce((total, match) => total + number(match[2]), 0) : null
}

function weeksOfPeriod(text: Account, notes: Note[]): number | null {
  if (/^\d+$/.test(text.text)) return null
  const dates = parsePeriod(text.text)
  const period = dates.ok ? dates.values[0] : undefined
  if (!dates.ok || !period?.start || !period.end || period.start === period.end) return null
  findDates(text)
  text.takeAll(CLOCKS)
  text.takeAll(/(?<![\p{L}\d])du \d{1,2}(?:er)? au/gu)
  notes.push(...(dates.notes ?? []).filter(({ code }) => code !== 'lecture-partielle'))
  const days = (Date.parse(period.end) - Date.parse(period.start)) / 86_400_000 + 1
  const weeks = Math.max(1, Math.round(days / 7))
  notes.push({ code: 'periode-en-semaines', severity: 'info', message: `La période dure ${weeks} semaines.` })
  return weeks
}

/** Sum of the hours told with a «+» or the largest told: «700 heures dont 140 en entreprise» is 700. */
function findTotal(text: Account): number | null {
  const before = (index: number) => text.plain.slice(0, index)
  const all = [...text.rest().matchAll(totalPattern)].filter(match => {
    const clock = /(?:^|\s)(?:de|a|et|vers|des|jusqu'a)\s*$/u.test(before(match.index))
    const again = OTHER_RATE.test(text.plain.slice(match.index + match[0].length))
    return !again && (!clock || number(match[1]) > 24) && number(match[1]) > 12
  })
  if (all.length === 0) return null
  for (const match of all) text.take(match.index, match[0].length)
  const sum =
    all.length > 1 && all.slice(0, -1).every(match => /^\s*\+/.test(text.plain.slice(match.index + match[0].length)))
  const hours = all.map(match => number(match[1]))
  return sum ? hours.reduce((total, value) => total + value, 0) : Math.max(...hours)
}

function number(text: string | undefined): number {
  const words = text ?? ''
  return numberInLetters(words) ?? Number(words.replaceAll(' ', '').replace(',', '.'))
}

const minutes = (text: string | undefined) => (text === undefined ? 0 : Number(text) / 60)
const round = (hours: number) => Math.round(hours * 10) / 10

const Options = z.enum(['hours', 'weeks']).nullable()

/** `duration` alone gives hours a week and weeks together; with an option, one of them. */
export const duration: Transform<z.infer<typeof Options>> = {
  name: 'duration',
  purpose: 'heures par semaine et nombre de semaines que dit une phrase',
  options: Options,
  apply(words, wanted) {
    const parsed = parseDuration(words)
    if (!parsed.ok || wanted === null) return parsed
    const value = wanted === 'hours' ? parsed.values[0]?.hoursPerWeek : parsed.values[0]?.weeks
    if (value === null || value === undefined) {
      return { ok: false, expected: wanted === 'hours' ? 'un nombre d’heures par semaine' : 'un nombre de semaines' }
    }
    return { ...parsed, values: [value] }
  },
}
