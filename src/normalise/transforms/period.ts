import { z } from 'zod'
import { CLOCKS } from '../dates/clock.ts'
import { type FoundDate, findDates, isoDay } from '../dates/find.ts'
import { type PartOfYear, partsOfYear } from '../dates/part-of-year.ts'
import { type Account, account, wordSet } from '../reading/account.ts'
import { tellLeft } from '../reading/left-words.ts'
import { plain } from '../reading/plain.ts'
import { tellWeekday } from './dates.ts'
import type { Note, Parsed, Transform } from './transform.ts'

/** A period with a known end or a known start, days `YYYY-MM-DD`. */
export interface Period {
  start: string | null
  end: string | null
}

const EXPECTED = 'une période, par exemple du 4 mars au 28 juin 2026'

const OWN = wordSet(
  `date dates période periode session sessions formation formations action actions stage atelier ateliers parcours cours dispositif accompagnement programme cycle module
  début debut fin démarrage demarrage démarre démarrent commence commencent commençant débute débutent débutant rentrée lieu déroule déroulera déroulent dérouleront se aura auront
  termine terminent terminera clôture jour jours journée heures heure h prévu prévue prévus prévues compter inclus inclue compris prolongera prolonge poursuit aura tiendra`,
)

/** Dates of something else than the session: of those clauses nothing is kept, and it is told. */
const OTHER_SUBJECT =
  /(?<![\p{L}\d])(?:pre-?inscri\p{L}*|inscri\p{L}*|s'inscrire|candidat\p{L}*|candidater|postuler|dossiers?|reunions? d'info\p{L}*|informations? collectives?|info co\p{L}*|portes? ouvertes?|limite|selections?|entretiens?|tests?|recrutement|publi\p{L}*|mis(?:e|es)? a jour|maj|depot)(?![\p{L}\d])/u
const TAKEN_BACK =
  /(?<![\p{L}\d])(?:annul\p{L}*|reporte\p{L}*|suspendu\p{L}*|termine(?:e|s|es)?|complet\p{L}*)(?![\p{L}\d])/u
const UNTIL =
  /(?:jusqu\p{L}*(?:'?(?:au|a|en))?|(?<!pas )avant(?: le)?|cloture|fin\s*:|fin le|se termin\p{L}*|au plus tard(?: le)?)[\s:]*(?:le )?(?:\p{L}{2,9} )?$/u
const FROM =
  /(?:a partir d\p{L}*|pas avant|des(?: le| la)?|depuis(?: le)?|debut\p{L}*|demarr\p{L}*|commenc\p{L}*|a compter d\p{L}*|rentree)[\s:]*(?:le |du |de |au |en )*(?:\p{L}{2,9} )?$/u
const JOIN = /^\s*(?:,?\s*(?:jusqu'au|jusqu'a|jusqu'en|au|a|-|–|—|→|>|\/))\s*(?:le |l')?(?:(?:debut|mi|fin) )?$/u
/** «fin décembre 2027»: a part of a month that no day tells. */
const PART_OF_MONTH = /(?<!\p{L})(?:debut|fin) (?:de )?$/u
const AND = /^\s*(?:,|et|et le|ou|puis|;|&|\+)\s*(?:le |les )?$/u
const BETWEEN = /(?<!\p{L})entre(?: le)?\s*$/u
const AND_ONLY = /^\s*et(?: le)?\s*$/u
/** «toute l’année sauf août 2027»: the date is what is taken out. */
const TAKEN_OUT =
  /(?<!\p{L})(?:sauf|hors|hormis|excepte\p{L}*|exception)(?:\s(?:le|la|les|l'|en|de|du|des|mois|d'))*\s*$/u
const UNTIL_YEAR = /jusqu'(?:en|a|au)\s*(?:la\s)?(?:fin\s*)?((?:19|20)\d{2})(?!\d)/gu
/** «année 2027», «toute l’année 2027», «2027» alone; not «année scolaire», nor «année 2026-2027». */
const WHOLE_YEAR = /(?:toute )?(?:l')?(?<!\p{L})annee (?:civile )?((?:19|20)\d{2})(?!\d|\s*[-/–]\s*\d)/gu
const YEAR_ALONE = /^(?:en |exercice )?((?:19|20)\d{2})(?=[\s.!]*$)/gu

/**
 * A period in French words: «4 déc. 2025 - 5 mars 2026», «du 4 au 29 mars 2026», «septembre à décembre 2024», «jusqu’en 2027»,
 * «à partir du 3 juin 2024», «le 12 janvier 2027» (one day). A missing year is the one that comes after it (one less when that would end before
 * it starts). Dates of registrations are not the session's; of several sessions the first is kept; both are told.
 */
export function parsePeriod(words: string): Parsed<Period> {
  const text = account(spelled(words), OWN)
  const dates = withDayRanges(text, findDates(text))
  text.takeAll(CLOCKS)
  const clauses = clausesOf(text)
  const kept = dates.filter(date => !OTHER_SUBJECT.test(clauseOf(date, clauses, text)))
  const notes: Note[] = []
  if (kept.length < dates.length && kept.length > 0) {
    const others = dates.filter(date => !kept.includes(date)).map(date => `« ${date.words} »`)
    for (const { from, to } of clauses) {
      const inside = dates.filter(date => date.index >= from && date.index < to)
      if (inside.length > 0 && !inside.some(date => kept.includes(date))) text.take(from, to - from)
    }
    notes.push({
      code: 'periode-autre-sujet',
      severity: 'info',
      message: `${others.join(', ')} : date d’inscription ou d’information, qui n’est pas celle de la session.`,
    })
  }
  const back = TAKEN_BACK.exec(text.plain)
  if (back) return { ok: false, expected: `${EXPECTED} (ici : « ${back[0]} »)` }
  if (dates.length === 0) {
    const [part, ...others] = partsOfYear(text)
    if (part) return ofPart(text, part, others)
    const [until] = text.takeAll(UNTIL_YEAR)
    const [whole, second] = until ? [] : [...text.takeAll(WHOLE_YEAR), ...text.takeAll(YEAR_ALONE)]
    if (whole && !second)
      return withNotes({ start: `${whole[1]}-01-01`, end: `${whole[1]}-12-31` }, [...notes, ...tellLeft(text.left())])
    if (!until) return { ok: false, expected: EXPECTED }
    return withNotes({ start: null, end: `${until[1]}-12-31` }, [...notes, ...tellLeft(text.left())])
  }
  if (kept.length === 0) {
    return { ok: false, expected: `${EXPECTED} (ici, seulement une date d’inscription ou d’information)` }
  }
  const read = readSpan(text, kept)
  if ('expected' in read) return { ok: false, expected: read.expected }
  const { period, consumed } = read
  const rest = kept.filter(date => !consumed.includes(date))
  if (rest.length > 0) {
    notes.push({
      code: 'periode-a-verifier',
      severity: 'avertissement',
      message: `Plusieurs périodes : celle de « ${consumed.map(({ words: said }) => said).join(' – ')} » est gardée, pas ${rest.map(({ words: said }) => `« ${said} »`).join(', ')}.`,
    })
  }
  if (read.list) {
    notes.push({
      code: 'periode-a-verifier',
      severity: 'avertissement',
      message: `Plusieurs ${consumed[0]?.day === null ? 'mois' : 'jours'} (${consumed.map(({ words: said }) => said).join(', ')}) : du premier au dernier.`,
    })
  }
  for (const date of consumed) {
    const part = date.day === null ? PART_OF_MONTH.exec(text.plain.slice(0, date.index)) : null
    if (!part || text.isTaken(part.index, 1)) continue
    notes.push({
      code: 'periode-a-verifier',
      severity: 'avertissement',
      message: `« ${part[0].trim()} » d’un mois : « ${date.words} » est compté en entier.`,
    })
  }
  return withNotes(period, [...notes, ...consumed.flatMap(tellWeekday), ...tellLeft(text.left())])
}

/** «12→16 janvier», «12.01.27-05.03.27» with a word or blanks between; of «mi-janvier» the «mi» is told. */
const spelled = (words: string) =>
  words
    .replace(/(?<=\d|\p{L}{3})\s*(?:→|➔|➜|⇒|->|=>|>)\s*(?=\d|\p{L}{3})/gu, ' au ')
    .replace(/(?<=(?<!\d)\d{1,2}[./]\d{1,2}[./]\d{2,4})[-–—](?=\d{1,2}[./]\d{1,2}[./]\d{2})/g, ' - ')
    .replace(/(?<!\p{L})mi-(?=\p{L})/giu, 'mi ')

const withNotes = (period: Period, notes: Note[]): Parsed<Period> => ({
  ok: true,
  values: [period],
  ...(notes.length > 0 && { notes }),
})

/** «1er semestre 2027», «à partir du 2e trimestre 2027»; of several the first is kept, and told. */
function ofPart(text: Account, part: PartOfYear, others: PartOfYear[]): Parsed<Period> {
  const before = text.plain.slice(0, part.index)
  if (TAKEN_OUT.test(before)) return { ok: false, expected: `${EXPECTED} (ici : une exception)` }
  const until = UNTIL.test(before)
  const from = FROM.test(before)
  if (until || from) takeWords(text, until ? UNTIL : FROM, before)
  const [other] = others
  const notes: Note[] = other
    ? [
        {
          code: 'periode-a-verifier',
          severity: 'avertissement',
          message: `Plusieurs périodes : « ${part.words} » est gardée, pas « ${other.words} ».`,
        },
      ]
    : []
  return withNotes({ start: until ? null : part.start, end: from && !until ? null : part.end }, [
    ...notes,
    ...tellLeft(text.left()),
  ])
}

type Span = { period: Period; consumed: FoundDate[]; list: boolean } | { expected: string }

/** The first period: two dates with a word of range between them, a list of days, or one date. */
function readSpan(text: Account, dates: FoundDate[]): Span {
  const [first, second] = dates
  if (!first) return { expected: EXPECTED }
  const between = (a: FoundDate, b: FoundDate) => unweekdayed(text.plain.slice(a.index + a.length, b.index))
  const before = text.plain.slice(0, first.index)
  if (TAKEN_OUT.test(before)) return { expected: `${EXPECTED} (ici : une exception)` }
  const isBetween = BETWEEN.exec(before)
  if (second && (JOIN.test(between(first, second)) || (isBetween && AND_ONLY.test(between(first, second))))) {
    if (isBetween) text.take(isBetween.index, isBetween[0].length)
    takeBetween(text, first, second)
    const ends = endsOf(first, second.year === null ? leaning(second, dates) : second)
    return 'expected' in ends ? ends : { period: ends, consumed: [first, second], list: false }
  }
  const list = [first]
  for (const date of dates.slice(1)) {
    const previous = list.at(-1)
    if (!previous || !AND.test(between(previous, date))) break
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
    return { period: ends, consumed: list, list: true }
  }
  // «à partir du 2 mars … jusqu’au 5 mai 2027»: other words may stand between a start and an end.
  if (second && FROM.test(before) && UNTIL.test(text.plain.slice(0, second.index))) {
    const ends = endsOf(first, second)
    if ('expected' in ends) return ends
    takeWords(text, FROM, before)
    takeWords(text, UNTIL, text.plain.slice(0, second.index))
    return { period: ends, consumed: [first, second], list: false }
  }
  // «Fin : 5 mars 2027. Début : 12 janvier 2027.»
  if (second && UNTIL.test(before) && FROM.test(text.plain.slice(first.index + first.length, second.index))) {
    const ends = endsOf(second, first)
    if ('expected' in ends) return ends
    takeWords(text, UNTIL, before)
    takeWords(text, FROM, text.plain.slice(0, second.index))
    return { period: ends, consumed: [first, second], list: false }
  }
  const year = first.year
  if (year === null) return { expected: 'une période avec son année' }
  const known = { ...first, year }
  if (UNTIL.test(before)) {
    takeWords(text, UNTIL, before)
    return { period: { start: null, end: isoDay(known, 'end') }, consumed: [first], list: false }
  }
  if (FROM.test(before)) {
    takeWords(text, FROM, before)
    return { period: { start: isoDay(known), end: null }, consumed: [first], list: false }
  }
  if (
    /^\s*,?\s*(?:pour|pendant|durant|sur)\s+(?:une (?:durée|duree) de\s+)?[\p{L}\d-]+\s+(?:semaines?|mois|jours?|ans?|annees?|seances?)/u.test(
      text.plain.slice(first.index + first.length),
    )
  )
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

function endsOf(first: FoundDate, last: FoundDate): Period | { expected: string } {
  const endYear = last.year ?? first.year
  if (endYear === null) return { expected: 'une période avec son année' }
  if (last.year === null) return { expected: 'une période dont la fin a son année' }
  const end = isoDay({ ...last, year: endYear }, 'end')
  const sameYear = isoDay({ ...first, year: first.year ?? endYear })
  const start = first.year === null && sameYear > end ? isoDay({ ...first, year: endYear - 1 }) : sameYear
  return start > end ? { expected: 'une période dont le début précède la fin' } : { start, end }
}

function takeBetween(text: Account, first: FoundDate, second: FoundDate): void {
  text.take(first.index + first.length, second.index - first.index - first.length)
}

function takeWords(text: Account, pattern: RegExp, before: string): void {
  const match = pattern.exec(before)
  if (match) text.take(match.index, match[0].length)
}

/** The weekday of the date that follows says no more than the date. */
const unweekdayed = (between: string) =>
  between.replace(/(?:lun|mar|mer|jeu|ven|vend|sam|dim)(?:di|credi|dredi|anche)?\.?,?\s*$/u, '')

/** Where a sentence ends; the dot of «janv.», «mar.» or «5.» ends none. */
function clausesOf(text: Account): { from: number; to: number }[] {
  const ends = [
    ...text.plain.matchAll(
      /(?<!(?<!\p{L})\p{L}{1,4})(?<!\d)\.\s|(?<=\d{4})\.\s|[;\n!?]|\s[–—-]\s(?=\p{L}+ ?:)|\((?=\s*(?:pre-?inscri|inscri|reunion|info|candidat|date limite|limite|test|entretien|selection|portes|dossier))|\)|,\s(?=(?:formation|session|stage|atelier|parcours|action|debut|demarrage|rentree|cours)(?!\p{L}))/gu,
    ),
  ].map(match => match.index + match[0].length)
  return [0, ...ends].map((from, index) => ({ from, to: ends[index] ?? text.plain.length }))
}

function clauseOf(date: FoundDate, clauses: { from: number; to: number }[], text: Account): string {
  const clause = clauses.find(({ from, to }) => date.index >= from && date.index < to)
  return clause ? text.plain.slice(clause.from, clause.to) : text.plain
}

/** «du 4 au 29 mars 2026», «4 et 5 février», «les 4, 11 et 18 mars»: a day borrows month and year from the date it leans on. */
function withDayRanges(text: Account, dates: FoundDate[]): FoundDate[] {
  return dates.flatMap(date => {
    if (date.day === null) return [date]
    const leaning: FoundDate[] = []
    for (let at = startOf(text, date); ; ) {
      const range =
        /(?<![\d/.,-])(\d{1,2})(?:er)?(?:\s*(?:au|a|-|–|—|et le|et|,|ou|&|\/)\s*(?:le |les )?(?:(?:lun|mar|mer|jeu|ven|vend|sam|dim)(?:di|credi|dredi|anche)?\.?\s*)?)$/u.exec(
          text.plain.slice(0, at),
        )
      const day = Number(range?.[1])
      if (!range || day < 1 || day > 31 || text.isTaken(range.index, range[1]?.length ?? 0)) break
      const weekday = /(?:lun|mar|mer|jeu|ven|vend|sam|dim)(?:di|credi|dredi|anche)?\.?\s*$/u.exec(
        text.plain.slice(0, range.index),
      )
      const index = range.index
      const length = /^\d+(?:er)?/.exec(range[0])?.[0].length ?? 0
      leaning.unshift({ ...date, day, index, length, words: range[0].slice(0, length), weekday: null })
      text.take(index, length)
      if (weekday) text.take(weekday.index, weekday[0].length)
      at = weekday?.index ?? index
    }
    return [...leaning, date]
  })
}

/** Where the date begins, its weekday counted. */
function startOf(text: Account, date: FoundDate): number {
  const weekday = /(?:lun|mar|mer|jeu|ven|vend|sam|dim)(?:di|credi|dredi|anche)?\.?,?\s*$/u.exec(
    plain(text.text.slice(0, date.index)),
  )
  return weekday?.index ?? date.index
}

const Options = z.enum(['start', 'end']).nullable()

/** `period` alone gives the pair; `{ period: start }` or `{ period: end }` one day of it. */
export const period: Transform<z.infer<typeof Options>> = {
  name: 'period',
  purpose: 'période d’une phrase : début et fin, ou l’un des deux',
  options: Options,
  apply(words, edge) {
    const parsed = parsePeriod(words)
    if (!parsed.ok || edge === null) return parsed
    const day = parsed.values[0]?.[edge]
    return day
      ? { ...parsed, values: [day] }
      : { ok: false, expected: `une période avec ${edge === 'end' ? 'une fin' : 'un début'}` }
  },
}
