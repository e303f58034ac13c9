import { z } from 'zod'
import { numberInLetters } from '../../common/number-in-letters.ts'
import { squeeze } from '../../common/text.ts'
import { parsePeriod } from './period.ts'
import type { Note, Parsed, Transform } from './transform.ts'

/** What a phrase says of the effort asked. `hoursPerWeek` has at most one decimal; `weeks` is whole. */
export interface Duration {
  hoursPerWeek: number | null
  weeks: number | null
  totalHours: number | null
}

/** More hours than this in a week is no offer but a mistake (French law: 48 h of work at the most). */
export const MOST_HOURS_A_WEEK = 48

const UNIT = 'un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize'
const TENS = 'quatre[- ]vingts?|vingt|trente|quarante|cinquante|soixante'
/** «deux», «trente-deux», «vingt et une»; never the last word of a longer number. */
const LETTERS = String.raw`(?<![\p{L}-])(?:(?:${TENS})(?:[- ](?:et[- ])?(?:${UNIT}))?|${UNIT})`
const N = String.raw`((?<!\d)(?:\d{1,3}(?:[  ]\d{3}){1,2}|\d{1,6}(?:[.,]\d{1,2})?)|${LETTERS})`
const HOURS = String.raw`${N}\s*(?:h\b|heures?\b)(?:\s*(\d{2})\b)?`
const A_WEEK = String.raw`(?:par|\/|a la|à la|chaque)\s*semaine|hebdomadaires?|hebdo\b|\/\s*sem\b`

const perWeek = new RegExp(String.raw`(?:${N}\s*(?:à|a|-|–|→)\s*)?${HOURS}\s*(?:${A_WEEK})`, 'iu')
const perDay = new RegExp(String.raw`${HOURS}\s*(?:par|\/)\s*jour`, 'iu')
const daysPerWeek = new RegExp(String.raw`${N}\s*jours?\s*(?:par|\/|de la)?\s*semaine`, 'iu')
const halfDaysPerWeek = new RegExp(String.raw`${N}\s*demi-?\s?journ[ée]es?\s*(?:par|\/)\s*semaine`, 'iu')
const weeksPattern = new RegExp(String.raw`${N}\s*semaines?\b`, 'giu')
const monthsPattern = new RegExp(
  String.raw`(?:(?:dur[ée]e|pendant|sur|maximum|maximale?|p[ée]riode|formation|parcours|accompagnement|session)[^.;:]{0,40}?)?${N}\s*mois(?:\s+et\s+demi)?`,
  'giu',
)
const totalPattern = new RegExp(String.raw`${HOURS}(?!\s*(?:${A_WEEK}|par jour|\/\s*jour|\d))`, 'giu')

/**
 * The effort that a phrase tells: «780 h sur 32 semaines», «4 jours par semaine, 6 h par jour», «de 4 à 26 h par semaine» (the most is kept,
 * and told), «deux demi-journées par semaine» (3 h each, told), «24 mois maximum», «192 h + 426 h + 162 h sur 8 mois et demi».
 * A month counts 52/12 weeks. A week over 48 h is impossible and refused.
 */
export function parseDuration(text: string): Parsed<Duration> {
  const words = squeeze(text)
  const notes: Note[] = []
  const weeks = findWeeks(words, notes)
  const totalHours = findTotal(words)
  const stated = findHoursPerWeek(words, notes)
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
  if (hours === null && weeks === null && totalHours === null) {
    return { ok: false, expected: 'une durée, par exemple 780 h sur 32 semaines ou 4 jours par semaine, 6 h par jour' }
  }
  return { ok: true, values: [{ hoursPerWeek: hours, weeks, totalHours }], ...(notes.length > 0 && { notes }) }
}

function findHoursPerWeek(words: string, notes: Note[]): number | null {
  const direct = perWeek.exec(words)
  if (direct) {
    const most = number(direct[2]) + minutes(direct[3])
    if (direct[1] !== undefined) {
      notes.push({
        code: 'heures-progressives',
        severity: 'info',
        message: `« ${direct[0].trim()} » est une fourchette : le plus grand nombre d’heures est gardé.`,
      })
    }
    return round(most)
  }
  const day = perDay.exec(words)
  const days = daysPerWeek.exec(words)
  if (day && days) return round((number(day[1]) + minutes(day[2])) * number(days[1]))
  const halves = halfDaysPerWeek.exec(words)
  if (halves) {
    notes.push({ code: 'demi-journees', severity: 'info', message: 'Une demi-journée est comptée pour 3 heures.' })
    return 3 * number(halves[1])
  }
  return null
}

function findWeeks(words: string, notes: Note[]): number | null {
  const rates = /(?:jours?|journ[ée]es?|heures?|h)\s*(?:par|\/)?\s*$/i
  for (const match of words.matchAll(weeksPattern)) {
    if (!rates.test(words.slice(0, match.index))) return Math.max(1, Math.round(number(match[1])))
  }
  const months = [...words.matchAll(monthsPattern)].map(
    match => number(match[1]) + (/et\s+demi/i.test(match[0]) ? 0.5 : 0),
  )
  if (months.length > 0) {
    const whole = Math.max(...months)
    const weeks = Math.max(1, Math.round((whole * 52) / 12))
    notes.push({
      code: 'mois-en-semaines',
      severity: 'info',
      message: `${String(whole).replace('.', ',')} mois comptés pour ${weeks} semaines.`,
    })
    return weeks
  }
  const dates = parsePeriod(words)
  const period = dates.ok ? dates.values[0] : undefined
  if (!period?.start || !period.end) return null
  const days = (Date.parse(period.end) - Date.parse(period.start)) / 86_400_000 + 1
  const weeks = Math.max(1, Math.round(days / 7))
  notes.push({ code: 'periode-en-semaines', severity: 'info', message: `La période dure ${weeks} semaines.` })
  return weeks
}

/** Sum of the hours told with a «+» or the largest told: «700 heures dont 140 en entreprise» is 700. */
function findTotal(words: string): number | null {
  const clean = words.replace(new RegExp(perWeek, 'giu'), ' ').replace(new RegExp(perDay, 'giu'), ' ')
  const all = [...clean.matchAll(totalPattern)]
    .filter(
      match =>
        !/(?:^|\s)(?:de|à|a|et|vers|dès|jusqu[’']à)\s*$/i.test(clean.slice(0, match.index)) || number(match[1]) > 24,
    )
    .map(match => ({ hours: number(match[1]), after: clean.slice(match.index + match[0].length) }))
    .filter(found => found.hours > 12)
  if (all.length === 0) return null
  const sum = all.length > 1 && all.slice(0, -1).every(found => /^\s*\+/.test(found.after))
  return sum ? all.reduce((total, found) => total + found.hours, 0) : Math.max(...all.map(found => found.hours))
}

function number(text: string | undefined): number {
  const words = (text ?? '').toLowerCase()
  return numberInLetters(words) ?? Number(words.replace(/[  ]/g, '').replace(',', '.'))
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
