import { z } from 'zod'
import { CLOCKS } from '../dates/clock.ts'
import { type FoundDate, findDates, isoDay, weekdayDiffers } from '../dates/find.ts'
import { machineDay } from '../dates/machine-day.ts'
import { type Account, account, wordSet } from '../reading/account.ts'
import { tellLeft } from '../reading/left-words.ts'
import type { Note, Parsed, Transform } from './transform.ts'

const EXPECTED = 'une date avec son année, par exemple 4 décembre 2025 ou 04/12/2025'

/** What pages write around the day they were last looked at. */
const OWN = wordSet(
  `date dates jour mise mises mis maj mettre dernière derniere dernier modification modifié modifiée modifie publié publiée publie publication paru parue en ligne relu relue corrigé corrigée site m.a.j updated published on état données
  actualisé actualisée actualisation revu revue révisé révisée vérifié vérifiée vérification créé créée création page fiche plaquette document article
  contenu version édition éditée édité depuis partir heures heure h min début fin debut session l'article posté postée rédigé`,
)

/** What comes just before the day a page was last looked at; not «prochaine mise à jour». */
const UPDATED =
  /(?<!(?:prochaine?s?|future?s?) )(?:mise?s? a jour|(?<!mise?s? )(?<!\p{L})a jour|(?<!\p{L})maj|m\.a\.j\.?|modifi\p{L}*|actualis\p{L}*|revue?|relue?s?|corrige\p{L}*|revise\p{L}*|verifi\p{L}*|updated|modified)(?!\p{L}*(?:[^\d\n]{0,25} )?(?:sera|seront|prevue?s?))[^\d\n.;]{0,25}$/u
/** The day it was first shown: less than an update, more than any other. */
const PUBLISHED =
  /(?:publie\p{L}*|publication|parue?s?|parution|postee?s?|poste|redige\p{L}*|edite\p{L}*|edition|mise?s? en ligne|published|(?:page|fiche|article|document|contenu) creee?)[^\d\n.;]{0,25}$/u
/** Days of something else than the page: how long an offer holds, registrations, meetings, sessions. */
const OTHER_DAY =
  /(?<![\p{L}\d])(?:valables?|valides?|validite|jusqu'\p{L}*|expire\p{L}*|expiration|limite|inscri\p{L}*|candidat\p{L}*|avant|au plus tard|reunions?|rencontres?|sessions?|prochaine?s?|future?s?|a partir|a compter|des le|depuis|debut\p{L}*|demarr\p{L}*|rentree|ouvertures?|ouvert\p{L}*|ferm\p{L}*|fin|cloture\p{L}*|tarifs?|en vigueur|loi|decret|nee?s?|formations?|stages?|rendez-vous|rdv|entree en|sera|seront|prevue?s?|conventions?|arretes?|deliberations?|creee?s?)(?![\p{L}\d])/u
const RANGE_AFTER = /^\s*(?:au|jusqu'au|-|–|—)\s*(?:le )?(?:\p{L}{2,9} )?$/u

/**
 * Words that say that a day is not the one a page was updated: «valable jusqu’au», «inscriptions avant le». Null: nothing says so.
 * @param day `YYYY-MM-DD`, as `parseDay` read it in these words
 */
export function saysOtherDay(words: string, day: string): string | null {
  const text = account(words, OWN)
  const dates = findDates(text)
  const at = dates.findIndex(({ year, ...date }) => year !== null && isoDay({ ...date, year }) === day)
  const date = dates[at]
  if (date === undefined) return null
  const before = text.plain.slice(0, date.index)
  if (UPDATED.test(before) || PUBLISHED.test(before)) return null
  const from = clauseStart(text, dates, date)
  const clause = before.slice(from)
  const next = dates[at + 1]
  const isRange = next !== undefined && RANGE_AFTER.test(text.plain.slice(date.index + date.length, next.index))
  if (!OTHER_DAY.test(clause) && !isRange) return null
  return text.text.slice(from, date.index + date.length).trim()
}

/** Where the clause of a date begins: after a sentence, a bracket, a dash or another date. */
function clauseStart(text: Account, dates: readonly FoundDate[], date: FoundDate): number {
  const ends = [...text.plain.slice(0, date.index).matchAll(/[.;!?\n(]\s?|\s[–—-]\s/g)].map(
    ({ index, 0: end }) => index + end.length,
  )
  const others = dates.filter(({ index }) => index < date.index).map(({ index, length }) => index + length)
  return Math.max(0, ...ends, ...others)
}

/** Words that take the date away: what was moved or cancelled is no date any more. */
const TAKEN_BACK = /(?<![\p{L}\d])(?:annul\p{L}*|reporte\p{L}*|il y a|avant le)(?![\p{L}\d])/u

/**
 * The day that a phrase gives, as `YYYY-MM-DD`, in Paris: of several, the one that «mis à jour» names, else the first full one; the others are told.
 * A month alone («septembre 2024», «juil-22») is its first day, and told; so is a spreadsheet's serial day.
 */
export function parseDay(words: string): Parsed<string> {
  const machine = machineDay(words)
  if (machine) {
    const note: Note = {
      code: 'date-de-tableur',
      severity: 'info',
      message: `« ${words.trim()} » est le numéro de jour d’un tableur : lu ${machine.day}.`,
    }
    return { ok: true, values: [machine.day], ...(machine.from === 'serial' && { notes: [note] }) }
  }
  const text = account(words, OWN)
  const dates = findDates(text)
  const full = dates.filter(found => found.year !== null)
  const said = (pattern: RegExp) => full.find(found => pattern.test(text.plain.slice(0, found.index)))
  const updated = said(UPDATED) ?? said(PUBLISHED)
  const date = updated ?? full[0]
  if (!date || date.year === null) return { ok: false, expected: EXPECTED }
  text.takeAll(CLOCKS)
  if (TAKEN_BACK.test(updated ? text.plain.slice(clauseStart(text, dates, date)) : text.plain))
    return { ok: false, expected: `${EXPECTED}, sans « il y a », « annulé » ni « avant »` }
  const day = isoDay({ ...date, year: date.year })
  const notes = [
    ...tellLeft(text.left(), true),
    ...tellOthers(date, dates, updated !== undefined),
    ...tellWeekday(date),
  ]
  if (date.day === null) {
    notes.push({
      code: 'date-au-mois',
      severity: 'info',
      message: `« ${date.words} » ne donne pas le jour : compté au 1er du mois.`,
    })
  }
  return { ok: true, values: [day], ...(notes.length > 0 && { notes }) }
}

/** The other dates of the phrase; `named` when a word told the kept one from them. */
function tellOthers(kept: FoundDate, dates: FoundDate[], named: boolean): Note[] {
  const others = dates.filter(other => other !== kept && (other.day !== kept.day || other.month !== kept.month))
  if (others.length === 0) return []
  return [
    {
      code: 'date-a-verifier',
      severity: named ? 'info' : 'avertissement',
      message: `Plusieurs dates : « ${kept.words} » est gardée, pas ${others.map(({ words }) => `« ${words} »`).join(', ')}.`,
    },
  ]
}

export function tellWeekday(date: FoundDate): Note[] {
  if (!weekdayDiffers(date)) return []
  return [
    {
      code: 'date-a-verifier',
      severity: 'avertissement',
      message: `Le jour de la semaine écrit à côté de « ${date.words} » n’est pas celui de cette date.`,
    },
  ]
}

export const date: Transform = {
  name: 'date',
  purpose: 'première date d’une phrase, au format AAAA-MM-JJ',
  options: z.null(),
  apply: words => parseDay(words),
}
