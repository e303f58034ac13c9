import { z } from 'zod'
import { remember } from '../../common/remember.ts'
import { openingHoursLibrary } from '../../reference/opening-hours-library.ts'
import { tokens } from '../hours/tokens.ts'
import { readWeek } from '../hours/week.ts'
import { writeWeek } from '../hours/write.ts'
import { tellLeft } from '../reading/left-words.ts'
import { lines, plain } from '../reading/plain.ts'
import type { Note, Parsed, Transform } from './transform.ts'

const EXPECTED = 'des jours et des heures, par exemple du lundi au vendredi de 9 h à 12 h et de 14 h à 17 h'

/**
 * French opening hours to OpenStreetMap syntax, in one canonical form:
 * «Du lundi au jeudi de 9 h à 12 h 30 et de 14 h à 17 h, vendredi 9h-12h» → `Mo-Th 09:00-12:30,14:00-17:00; Fr 09:00-12:00`.
 * Every word is understood, negligible or told; seasons, «un lundi sur deux», hours without a day and spans that overlap are refused.
 * What is already in OpenStreetMap syntax passes.
 */
export function parseOpeningHours(text: string): Parsed<string> {
  const words = lines(text)
  if (words === '') return { ok: false, expected: EXPECTED }
  if (/^(?:Mo|Tu|We|Th|Fr|Sa|Su|PH|24\/7)(?![\p{L}\d])/u.test(words) && isWritten(words)) {
    return { ok: true, values: [words] }
  }
  if (/^(?:Mo|Tu|We|Th|Fr|Su|PH|24\/7)(?![\p{L}\d])/u.test(words)) {
    return { ok: false, expected: 'des horaires en syntaxe OpenStreetMap valide' }
  }
  const week = readWeek(
    tokens(
      words
        .replace(SHUT_BY_A_SIGN, 'fermé')
        .replace(WITHOUT_HOURS, '$1 ;')
        .replace(GLUED, ' ')
        .replace(SCANNED_MINUTES, digits),
    ),
  )
  if (!week.ok) return { ok: false, expected: `${EXPECTED} (ici : ${week.because})` }
  const value = writeWeek(week.openings)
  if (!isValid(value)) return { ok: false, expected: EXPECTED }
  const notes: Note[] = tellLeft(week.left)
  for (const { words: dropped, kind } of week.aside) {
    notes.push({
      code: 'horaires-partiels',
      severity: kind === 'season' ? 'info' : 'avertissement',
      message: `Une précision des horaires n’a pas pu être gardée, ou est à vérifier : « ${dropped.slice(0, 120)} ».`,
    })
  }
  if (BY_APPOINTMENT_IN_BRACKETS.test(plain(words)) && /,\d.*"sur rendez-vous"/.test(value)) {
    notes.push({
      code: 'horaires-partiels',
      severity: 'avertissement',
      message:
        'Le rendez-vous, entre parenthèses ou « uniquement », est-il pour ces heures-là seules, ou pour toutes ? À vérifier.',
    })
  }
  if (week.byElimination) {
    notes.push({
      code: 'horaires-partiels',
      severity: 'avertissement',
      message: 'Les jours d’ouverture ne sont pas nommés : ce sont ceux que la fermeture laisse. À vérifier.',
    })
  }
  return { ok: true, values: [value], ...(notes.length > 0 && { notes }) }
}

/** «9hOO», «8h3O», «9hl5»: letters that a scan puts for digits. */
const SCANNED_MINUTES = /(?<=\d\s?[h:]\s?)(?=[0-5]?[ol])[0-5ol][05o](?![\p{L}\d])/giu
const digits = (minutes: string) => minutes.replace(/o/giu, '0').replace(/l/giu, '1')
/** «Mardi : - Mercredi : 9h-12h», «Jeudi : néant»: how a list writes «fermé»; a dash after a colon ties no two days. */
const SHUT_BY_A_SIGN =
  /(?<=di\s?:\s?|dimanche\s?:\s?)(?:[-–—/x]|n[ée]ant|aucun(?:e permanence)?)(?=\s*(?:$|[;,.|\n]|(?:lun|mar|mer|jeu|ven|same|dim)\p{L}*di|dimanche))/giu
/** «jeudi9h-12h». */
const GLUED = /(?<=(?<!\p{L})(?:(?:lun|mar|mercre|jeu|vendre|same)di|dimanche))(?=\d{1,2}\s?[h:])/giu
/** «Lundi : télétravail, mardi : 9h-12h»: the first day has words of its own, and none of the hours of the second. */
const WITHOUT_HOURS =
  /((?:(?:lun|mar|mercre|jeu|vendre|same)di|dimanche)\s?:[^,;|\n\d]{1,40}),(?=\s*(?:(?:lun|mar|mercre|jeu|vendre|same)di|dimanche)\s?:)/giu
const BY_APPOINTMENT_IN_BRACKETS =
  /\d\s?(?:h\s?\d{0,2})?\s?(?:\((?:uniquement |seulement )?sur (?:rendez-? ?vous|r\.?d\.?v\.?)\)|(?:uniquement|seulement) sur (?:rendez-? ?vous|r\.?d\.?v\.?))/u

/** The library takes its time, and the same hours come again in every row of a partner. */
const isValid = remember(value => warningsOf(value) !== null)
/** Without a warning: the library makes something of nearly any words. */
const isWritten = remember(value => warningsOf(value)?.length === 0)

function warningsOf(value: string): string[] | null {
  try {
    const OpeningHours = openingHoursLibrary()
    const hours = new OpeningHours(value, null, { locale: 'fr', warnings_severity: 4 } as never)
    return hours.getWarnings() as string[]
  } catch {
    return null
  }
}

export const openingHours: Transform = {
  name: 'opening-hours',
  purpose: 'horaires d’accueil en français vers la syntaxe OpenStreetMap',
  options: z.null(),
  apply: words => parseOpeningHours(words),
}
