import type { Account } from '../reading/account.ts'
import type { Note } from '../transforms/transform.ts'
import {
  A_WEEK,
  END,
  HOURS,
  isRange,
  MINUTES,
  minutes,
  N,
  number,
  RANGE_OF_NUMBERS,
  type Ranges,
  range,
  round,
  said,
  several,
  UP_TO,
} from './parts.ts'

/** «plus de 20 h par semaine»: a limit. */
const BOUND = /(?<!\p{L})(?:plus|moins)(?: (?:de|que|d'))?\s*$/u
/** Hours of a month, a year or a session are no total. */
const OTHER_RATE =
  /^\s*(?:par|\/|chaque|mensuel\p{L}*|annuel\p{L}*)\s*(?:mois|ans?|annee|seance|jour|personne|groupe)?(?![\p{L}\d]|\s*\d)/u

const perWeek = new RegExp(
  String.raw`(?:de |entre )?${UP_TO}${HOURS}\s*(?<limit>(?:au )?(?:minimum|mini|min\.?|maximum|maxi|max\.?)\s*|environ\s+)?${A_WEEK}`,
  'gu',
)
const minutesPerWeek = new RegExp(String.raw`${N}\s*${MINUTES}\s*${A_WEEK}`, 'gu')
/** «2 x », «2 fois », «deux séances de » just before hours a week. */
const TIMES_BEFORE = new RegExp(
  String.raw`${N}\s*(?:[x×*]|(?:fois|seances?|ateliers?|cours|rencontres?|jours?|journees?|demi-?\s?journees?|matinees?|matins?|apres-midis?|soirees?|creneaux?|modules?|entretiens?)(?:\s+de|\s+d')?)\s*$`,
  'u',
)
/** «3h x 2 par semaine», «3h, deux fois par semaine». */
/** Not the end of «9h à 12h». */
const timesAfter = new RegExp(
  String.raw`(?<!\d\s?h?(?:\d{2})?\s?(?:-|–|a|/)\s?)${HOURS}[\s,]*(?:[x×*]\s*${N}(?:\s*fois)?|${N}\s*fois)\s*${A_WEEK}`,
  'gu',
)
/** «2 demi-journées par semaine de 3 h», «2 fois/semaine, 1h30». */
const timesThenEach = new RegExp(
  String.raw`${N}\s*(?:fois|seances?|ateliers?|cours|rencontres?|jours?|journees?|demi-?\s?journees?|matinees?|matins?|apres-midis?|soirees?|creneaux?)\s*(?:par|\/)\s*sem(?:aine)?\.?\s*(?:de |d'|,\s*|x\s*)${HOURS}(?!\s*(?:-|–|a|par|\/|x|fois)\s*\p{L}*\d*)`,
  'gu',
)
/** «Durée hebdomadaire : 24 h», «par semaine : 20 à 26 h»; not «par semaine : 9h-12h», nor «3 jours par semaine : 7 h». */
const LABELLED = new RegExp(
  String.raw`(?<=^|[\n.;,(–-]\s*|\b(?:duree|volume|temps|horaires?|rythme|heures)(?: (?:horaire|de (?:travail|formation)|d'heures))? |\b(?:atelier|seance|rencontre|entretien|permanence|module) )(?:hebdo(?:madaires?)?|(?:par|a la|chaque) semaine)\s*(?::|=|de|est de)?\s*${RANGE_OF_NUMBERS}${HOURS}(?!\s*(?:-|–|a|\/|et)\s*\d|\s*(?:par|\/)\s*jour)`,
  'gu',
)
/** «14 semaines x 30 h», «10 semaines de 28 h», «8 sem. à raison de 6 h»: hours of each week. */
const ofEachWeek = new RegExp(String.raw`(?<=(?:semaines?|sem\.?)\s*(?:[x×*]|de|a raison de|a)\s*)${HOURS}`, 'gu')
/** «30 h x 12 semaines»: the same, hours first. */
const timesWeeks = new RegExp(String.raw`${HOURS}\s*[x×*]\s*(?=\d{1,2}\s*(?:semaines?|sem)${END})`, 'gu')
const perDay = new RegExp(String.raw`${HOURS}\s*(?:(?:par|\/|de)\s*jour(?:nee)?|\/\s?j)${END}`, 'gu')
const daysPerWeek = new RegExp(
  String.raw`${N}\s*(?:jours?|j)\s*(?:(?:par|\/|de la|sur|dans la)\s*)?(?:semaine|sem\.?|7)${END}`,
  'gu',
)
const halfDaysPerWeek = new RegExp(String.raw`${N}\s*demi-?\s?journees?\s*(?:par|\/)\s*sem(?:aine)?${END}`, 'gu')
const totalPattern = new RegExp(HOURS, 'gu')

export function findHoursPerWeek(text: Account, notes: Note[], ranges: Ranges): number | null {
  const [direct, ...others] = text.takeAll(perWeek)
  if (direct) {
    if (direct.groups?.limit !== undefined)
      notes.push({
        code: 'duree-limite',
        severity: 'info',
        message: `« ${direct.groups.limit.trim()} » : dit à côté de la durée, et gardé nulle part.`,
      })
    if (isRange(direct[1], direct[2])) {
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
  const [many] = text.plain.includes('sem') ? text.takeAll(timesThenEach) : []
  if (many) {
    const all = number(many[1]) * (number(many[2]) + minutes(many[3]))
    notes.push(counted(said(text, many), all))
    return round(all)
  }
  const [each] = text.plain.includes('sem') ? [...text.takeAll(ofEachWeek), ...text.takeAll(timesWeeks)] : []
  if (each) return round(number(each[1]) + minutes(each[2]))
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
  const [labelled] = /hebdo|semaine/u.test(text.plain) ? text.takeAll(LABELLED) : []
  if (labelled) {
    if (isRange(labelled[1], labelled[2])) {
      ranges.hours = said(text, labelled).trim()
      notes.push(range(ranges.hours, 'le plus grand nombre d’heures'))
    }
    return round(number(labelled[2]) + minutes(labelled[3]))
  }
  const [day] = text.takeAll(perDay)
  const [days] = text.takeAll(daysPerWeek)
  if (day && days) return round((number(day[1]) + minutes(day[2])) * number(days[1]))
  const alone = day ?? days
  if (alone)
    notes.push({
      code: 'duree-a-verifier',
      severity: 'avertissement',
      message: `« ${said(text, alone).trim()} » : sans ${day ? 'le nombre de jours' : 'les heures par jour'}, le volume par semaine n’est pas connu.`,
    })
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

/** «8h30-12h30»: neither is a length. */
const isOfAClock = (text: Account, { index, 0: words }: RegExpExecArray) =>
  /\d\s?h\s?\d{0,2}\s?(?:-|–|a|\/)\s?$/u.test(text.plain.slice(Math.max(0, index - 12), index)) ||
  /^\s?(?:-|–|a|\/)\s?\d{1,2}\s?h(?![\p{L}])/u.test(text.plain.slice(index + words.length))

/** Sum of the hours told with a «+» or the largest told: «700 heures dont 140 en entreprise» is 700. */
export function findTotal(text: Account, notes: Note[]): number | null {
  const before = (index: number) => text.plain.slice(0, index)
  const all = [...text.rest().matchAll(totalPattern)].filter(match => {
    const clock = /(?:^|\s)(?:de|a|et|vers|des|jusqu'a)\s*$/u.test(before(match.index))
    const again = OTHER_RATE.test(text.plain.slice(match.index + match[0].length))
    if (isOfAClock(text, match)) return false
    return !again && (!clock || number(match[1]) > 24) && number(match[1]) > 12
  })
  if (all.length === 0) return null
  for (const match of all) text.take(match.index, match[0].length)
  const sum =
    all.length > 1 &&
    all.slice(0, -1).every(match => /^[^.;,\n\d]{0,25}\+/.test(text.plain.slice(match.index + match[0].length)))
  const hours = all.map(match => number(match[1]))
  const [most, other] = hours.toSorted((a, b) => b - a)
  if (!sum && other !== undefined && other !== most && !/dont|soit|=|\(/u.test(text.plain))
    notes.push(several(`${most} h`, `${other} h`))
  return sum ? hours.reduce((total, value) => total + value, 0) : Math.max(...hours)
}
