import { z } from 'zod'
import { type Clause, clauseOf, clausesOf } from '../dates/clauses.ts'
import { CLOCKS } from '../dates/clock.ts'
import { withDayRanges } from '../dates/day-ranges.ts'
import { withDaysAfter } from '../dates/days-after.ts'
import { type FoundDate, findDates, isoDay, MONTH_NAMES } from '../dates/find.ts'
import { type PartOfYear, partsOfYear } from '../dates/part-of-year.ts'
import { severalSpans } from '../dates/several-spans.ts'
import { FROM, PERIOD_EXPECTED, type Period, readSpan, TAKEN_OUT, takeWords, UNTIL } from '../dates/span.ts'
import { stillOn, takenBack } from '../dates/taken-back.ts'
import { weeksAsDays } from '../dates/week-number.ts'
import { type Account, account, wordSet } from '../reading/account.ts'
import { tellLeft } from '../reading/left-words.ts'
import { noLonger } from '../reading/no-longer.ts'
import { tellWeekday } from './dates.ts'
import type { Note, Parsed, Transform } from './transform.ts'

/** «fin décembre 2027»: a part of a month that no day tells. */
const PART_OF_MONTH = /(?<!\p{L})(debut|mi|fin) (?:de )?$/u
/** «fin du 1er semestre 2027». */
const PART_OF_PART = /(?<!\p{L})(?:debut|mi|fin|milieu) (?:d[eu] )?$/u
/** «vers mars 2027»: about then. */
const ABOUT = /(?<!\p{L})(?:vers|environ|autour d[eu]|aux alentours d[eu])(?: le| la| l')? ?(?:debut |mi |fin )?$/u
const OWN = wordSet(
  `date dates période periode session sessions formation formations action actions stage atelier ateliers parcours cours dispositif accompagnement programme cycle module
  début debut fin démarrage demarrage démarre démarrent commence commencent commençant débute débutent débutant rentrée lieu déroule déroulera déroulent dérouleront se aura auront
  termine terminent terminera clôture jour jours journée heures heure h prévu prévue prévus prévues compter inclus inclue compris prolongera prolonge poursuit aura tiendra`,
)

/** Dates of something else than the session: of those clauses nothing is kept, and it is told. */
const OTHER_SUBJECT =
  /(?<![\p{L}\d])(?:pre-?inscri\p{L}*|(?<!nombre (?:(?:suffisant|minimum|minimal) )?d')inscri\p{L}*|s'inscrire|candidat\p{L}*|candidater|postuler|dossiers?|reunions? d'info\p{L}*|informations? collectives?|info co\p{L}*|r?ic(?=\s?:|\s(?:le |du )?\d)|positionnements?|devis|portes? ouvertes?|limite|selections?|entretiens?|tests?|recrutement|publi\p{L}*|mis(?:e|es)? a jour|maj|depot|nee?s? (?:entre|avant|apres|depuis|a partir|le \d)|(?<!s')arretes? (?:du|n|ministeriel|prefectoral)|decrets?|agrements? (?:du|n)|signee?s?|conventionnee?s? depuis)(?![\p{L}\d])/u
const UNTIL_YEAR = /jusqu'(?:en|a|au)\s*(?:la\s)?(?:fin\s*)?((?:19|20)\d{2})(?!\d)/gu
/** «année 2027», «toute l’année 2027», «2027» alone; not «année scolaire», nor «année 2026-2027». */
const WHOLE_YEAR = /(?:toute )?(?:l')?(?<!\p{L})annee (?:civile )?((?:19|20)\d{2})(?!\d|\s*[-/–]\s*\d)/gu
const YEAR_ALONE = /^(?:en |exercice )?((?:19|20)\d{2})(?=[\s.!]*$)/gu

/**
 * A period in French words: «4 déc. 2025 - 5 mars 2026», «du 4 au 29 mars 2026», «septembre à décembre 2024», «jusqu’en 2027»,
 * «à partir du 3 juin 2024», «le 12 janvier 2027» (one day). A missing year is the one that comes after it (one less when that would end before
 * it starts). Dates of registrations are not the session's; several periods are one, from the first day to the last; both are told.
 */
export function parsePeriod(words: string): Parsed<Period> {
  const text = account(spelled(words), OWN)
  const dates = withDaysAfter(text, withDayRanges(text, findDates(text)))
  text.takeAll(CLOCKS)
  const clauses = clausesOf(text)
  const { kept: announced, replaced } = ofTheSession(text, dates, clauses)
  let kept = announced
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
      message: `${others.join(', ')} : date ${replaced ? 'remplacée, ' : ''}d’inscription ou d’information, qui n’est pas celle de la session.`,
    })
  }
  const back = takenBack(text, kept)
  const last = back.gone.length > 0 && back.gone.length === kept.length
  if (back.other !== null || last)
    return { ok: false, expected: `${PERIOD_EXPECTED} (ici : « ${back.other ?? back.word} »)` }
  if (back.gone.length > 0) {
    kept = stillOn(kept, back.gone)
    for (const { from, to } of back.spans) text.take(from, to - from)
    notes.push({
      code: 'session-close',
      severity: 'avertissement',
      message: `${back.said.map(said => `« ${said} »`).join(', ')} : session${back.said.length > 1 ? 's' : ''} qui n’accueille${back.said.length > 1 ? 'nt' : ''} plus, laissée${back.said.length > 1 ? 's' : ''} de côté.`,
    })
  }
  if (dates.length === 0) {
    const [part, ...others] = partsOfYear(text)
    if (part) return ofPart(text, part, others)
    const [until] = text.takeAll(UNTIL_YEAR)
    const [whole, second] = until ? [] : [...text.takeAll(WHOLE_YEAR), ...text.takeAll(YEAR_ALONE)]
    if (whole && !second)
      return withNotes({ start: `${whole[1]}-01-01`, end: `${whole[1]}-12-31` }, [...notes, ...tellLeft(text.left())])
    if (!until) return { ok: false, expected: PERIOD_EXPECTED }
    return withNotes({ start: null, end: `${until[1]}-12-31` }, [...notes, ...tellLeft(text.left())])
  }
  if (kept.length === 0) {
    return { ok: false, expected: `${PERIOD_EXPECTED} (ici, seulement une date d’inscription ou d’information)` }
  }
  const unreal = unrealDay(text, kept)
  if (unreal !== null) return { ok: false, expected: `${PERIOD_EXPECTED} (ici, « ${unreal} » n’existe pas)` }
  const whole = TAKEN_OUT.test(text.plain.slice(0, kept[0]?.index)) ? null : severalSpans(text, kept)
  const read = whole === null ? readSpan(text, kept) : { ...whole, list: false }
  if ('expected' in read) return { ok: false, expected: read.expected }
  const { period, consumed } = read
  if (whole) {
    notes.push({
      code: 'periodes-reunies',
      severity: 'avertissement',
      message: `Plusieurs périodes (${whole.spans.map(said => `« ${said} »`).join(', ')}) : du premier jour au dernier.`,
    })
  }
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
    const about = ABOUT.exec(text.plain.slice(0, date.index))
    if (about)
      notes.push({
        code: 'periode-a-verifier',
        severity: 'avertissement',
        message: `« ${about[0].trim()} » : la date n’est pas sûre.`,
      })
    const part = date.day === null ? PART_OF_MONTH.exec(text.plain.slice(0, date.index)) : null
    if (!part || (text.isTaken(part.index, 1) ? isExact(part[1], date, period) : part[1] === 'mi')) continue
    notes.push({
      code: 'periode-a-verifier',
      severity: 'avertissement',
      message: `« ${part[0].trim()} » d’un mois : « ${date.words} » est compté en entier.`,
    })
  }
  return withNotes(period, [...notes, ...consumed.flatMap(tellWeekday), ...tellLeft(text.left())])
}

/** «jusqu’à fin mars» ends with it, «dès début mars» begins with it; «à partir de fin mars», «jusqu’à mi-mars» are a part of it. */
function isExact(part: string | undefined, date: FoundDate, { start, end }: Period): boolean {
  const at = (edge: 'start' | 'end') => date.year !== null && isoDay({ ...date, year: date.year }, edge)
  return (part === 'debut' && end !== at('end')) || (part === 'fin' && start !== at('start'))
}

/** A closing day in a clause of its own, beside a period. */
const CLOSING = /(?<!\p{L})clotures?(?!\p{L})/u

/** A clause on a meeting or an exam, beside the session's own. */
const MEETING =
  /^[\s,;•–—-]*(?:la |le |l'|une? )?(?:reunions?|jurys?|examens?|certifications?|soutenances?|restitutions?)(?!\p{L})/u

/** Dates of the session: neither those of registrations and meetings, nor one that another replaces. */
function ofTheSession(text: Account, dates: FoundDate[], clauses: readonly Clause[]) {
  const own = dates.filter(date => !OTHER_SUBJECT.test(clauseOf(date, clauses, text)))
  const isGone = ({ index, length }: FoundDate) =>
    noLonger(text.plain.slice(0, index), text.plain.slice(index + length))
  const still = own.filter(date => !isGone(date))
  const replaced = still.length > 0 && still.length < own.length
  const now = replaced ? still : own
  const held = now.filter(date => !MEETING.test(clauseOf(date, clauses, text)))
  const sessions = held.length > 0 ? held : now
  const open = sessions.filter(date => !CLOSING.test(clauseOf(date, clauses, text)))
  return { kept: open.length > 1 ? open : sessions, replaced }
}

const ANY_DAY = String.raw`\d{1,2}(?:er)?\s(?:${MONTH_NAMES})(?:\s\d{4})?|\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?`
const UNREAL_START = new RegExp(String.raw`(?<![\d/.])(${ANY_DAY})\s*(?:jusqu'au|au|a|-|–|—)\s*(?:le )?$`, 'u')
const UNREAL_END = new RegExp(String.raw`^\s*(?:jusqu'au|au|-|–|—)\s*(?:le )?(${ANY_DAY})(?![\d/])`, 'u')

/** «du 29 février 2027 au 15 mars 2027»: the other end of a period that the calendar does not have. Null: none. */
function unrealDay(text: Account, [first]: FoundDate[]): string | null {
  if (first === undefined) return null
  const rest = text.rest()
  const [, start] = UNREAL_START.exec(rest.slice(0, first.index)) ?? []
  const [, end] = UNREAL_END.exec(rest.slice(first.index + first.length)) ?? []
  return start ?? end ?? null
}

/** «12→16 janvier», «12.01.27-05.03.27» with a word or blanks between; of «mi-janvier» the «mi» is told. */
const spelled = (words: string) =>
  withoutRanks(weeksAsDays(words))
    // «1 er», «ler» and «1°» are how the first of a month comes out of a scan.
    .replace(/(?<![\p{L}\d])[lI1]\s?(?:er|[°º])(?=\s*(?:au|et|,|-|–|à)(?!\p{L}))/gu, '1er')
    .replace(/(?<=\d|\p{L}{3})\s*(?:→|➔|➜|⇒|->|=>|>)\s*(?=\d|\p{L}{3})/gu, ' au ')
    .replace(/(?<=(?<!\d)\d{1,2}[./]\d{1,2}[./]\d{2,4})[-–—](?=\d{1,2}[./]\d{1,2}[./]\d{2})/g, ' - ')
    .replace(/(?<=(?<![\d./])\d{1,2}[./]\d{1,2})[-–—](?=\d{1,2}[./]\d{1,2}[./]\d{2})/g, ' - ')
    .replace(/(?<!\p{L})mi-(?=\p{L})/giu, 'mi ')

/** «1) du 4 au 8 janvier», «2. du 1er au 5 mars»: lines numbered from one are a list, and their numbers no days. */
function withoutRanks(words: string): string {
  const ranked = /^(\s*)(\d{1,2})(?:\s?\)|[.°](?=\s)|\s[–—-](?=\s))\s*/gmu
  const ranks = [...words.matchAll(ranked)].map(match => Number(match[2]))
  if (ranks.length < 2 || ranks.some((rank, at) => rank !== at + 1)) return words
  return words.replace(ranked, '$1- ')
}

const withNotes = (period: Period, notes: Note[]): Parsed<Period> => ({
  ok: true,
  values: [period],
  ...(notes.length > 0 && { notes }),
})

/** «1er semestre 2027», «à partir du 2e trimestre 2027»; of several the first is kept, and told. */
function ofPart(text: Account, part: PartOfYear, others: PartOfYear[]): Parsed<Period> {
  const before = text.plain.slice(0, part.index)
  if (TAKEN_OUT.test(before)) return { ok: false, expected: `${PERIOD_EXPECTED} (ici : une exception)` }
  const until = UNTIL.test(before)
  const from = FROM.test(before)
  if (until || from) takeWords(text, until ? UNTIL : FROM, before)
  const [other] = others
  const edge = PART_OF_PART.exec(before)
  const notes: Note[] = other
    ? [
        {
          code: 'periode-a-verifier',
          severity: 'avertissement',
          message: `Plusieurs périodes : « ${part.words} » est gardée, pas « ${other.words} ».`,
        },
      ]
    : []
  if (edge) {
    notes.push({
      code: 'periode-a-verifier',
      severity: 'avertissement',
      message: `« ${edge[0].trim()} » d’une période : « ${part.words} » est compté en entier.`,
    })
  }
  return withNotes({ start: until ? null : part.start, end: from && !until ? null : part.end }, [
    ...notes,
    ...tellLeft(text.left()),
  ])
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
