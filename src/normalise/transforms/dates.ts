import { z } from 'zod'
import { CLOCKS } from '../dates/clock.ts'
import { type FoundDate, findDates, isoDay, weekdayDiffers } from '../dates/find.ts'
import { machineDay } from '../dates/machine-day.ts'
import { account, wordSet } from '../reading/account.ts'
import { tellLeft } from '../reading/left-words.ts'
import type { Note, Parsed, Transform } from './transform.ts'

const EXPECTED = 'une date avec son année, par exemple 4 décembre 2025 ou 04/12/2025'

/** What pages write around the day they were last looked at. */
const OWN = wordSet(
  `date dates jour mise mises mis maj mettre dernière derniere dernier modification modifié modifiée modifie publié publiée publie publication paru parue
  actualisé actualisée actualisation revu revue révisé révisée vérifié vérifiée vérification créé créée création page fiche plaquette document article
  contenu version édition éditée édité depuis partir heures heure h min début fin debut session l'article posté postée rédigé valable`,
)

const UPDATED = /(?:mise?s? a jour|maj|modifi\p{L}*|actualis\p{L}*|revue?|revise\p{L}*|verifi\p{L}*)[^\d\n]{0,25}$/u

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
  const updated = full.find(found => UPDATED.test(text.plain.slice(0, found.index)))
  const date = updated ?? full[0]
  if (!date || date.year === null) return { ok: false, expected: EXPECTED }
  text.takeAll(CLOCKS)
  if (TAKEN_BACK.test(text.plain))
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
