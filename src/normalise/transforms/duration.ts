import { z } from 'zod'
import { findHoursPerWeek, findTotal } from '../durations/hours.ts'
import { type Ranges, round } from '../durations/parts.ts'
import { findWeeks } from '../durations/weeks.ts'
import { type Account, account, wordSet } from '../reading/account.ts'
import { tellLeft } from '../reading/left-words.ts'
import { sentencesOn, tellOthers } from '../reading/scope.ts'
import type { Note, Parsed, Transform } from './transform.ts'

/** What a phrase says of the effort asked. `hoursPerWeek` has at most one decimal; `weeks` is whole. */
export interface Duration {
  hoursPerWeek: number | null
  weeks: number | null
  totalHours: number | null
  ranges: Ranges
}

/** More hours than this in a week is no offer but a mistake (French law: 48 h of work at the most). */
export const MOST_HOURS_A_WEEK = 48
const OWN = wordSet(
  `durée duree dure durant pendant période parcours formation accompagnement session stage action atelier total totale soit rythme heures heure h jours jour semaine
  semaines mois hebdomadaire contrat volume horaire temps module dont calendrier séances séance entreprise centre`,
)
const SUBJECT =
  /\d\s?(?:h|min|mn)(?![\p{L}])|(?<!\p{L})(?:heures?|minutes?|min|mn|semaines?|sem|mois|jours?|journees?|ans?|annees?|duree|hebdo\p{L}*|temps)(?!\p{L})|\b20\d\d\b/u
/** «30hx12sem», «2hx10»; «1h1/2». */
const GLUED = /(?<=\d\s?(?:h|sem|semaines?))([x×*])(?=\d)/giu
const HALF_AN_HOUR = /(?<=\d\s?h\s?)1\/2(?!\d)/giu
const EXPECTED = 'une durée, par exemple 780 h sur 32 semaines ou 4 jours par semaine, 6 h par jour'

/**
 * The effort that a phrase tells: «780 h sur 32 semaines», «4 jours par semaine, 6 h par jour», «de 4 à 26 h par semaine» (the most is kept,
 * and told), «deux demi-journées par semaine» (3 h each, told), «24 mois maximum», «192 h + 426 h + 162 h sur 8 mois et demi».
 * A month counts 52/12 weeks. A week over 48 h is impossible and refused. Words left beside are told; of a long text, only the sentences about time are read.
 */
export function parseDuration(words: string): Parsed<Duration> {
  const { kept, others } = sentencesOn(words.replace(GLUED, ' $1 ').replace(HALF_AN_HOUR, '30'), SUBJECT)
  const text = account(kept, OWN)
  const notes: Note[] = []
  const ranges: Ranges = {}
  const stated = findHoursPerWeek(text, notes, ranges)
  const weeks = findWeeks(text, notes, ranges)
  const totalHours = findTotal(text, notes)
  const contract = stated === null && totalHours !== null && isWeekOfContract(text.plain, totalHours)
  const hours =
    stated ?? (contract ? totalHours : totalHours !== null && weeks !== null ? round(totalHours / weeks) : null)
  if (hours !== null && hours > MOST_HOURS_A_WEEK) {
    return {
      ok: false,
      expected: `au plus ${MOST_HOURS_A_WEEK} heures par semaine (valeur impossible)`,
      impossible: true,
    }
  }
  if (contract)
    notes.push({
      code: 'duree-a-verifier',
      severity: 'avertissement',
      message: `${totalHours} h : d’un contrat, compris par semaine. À vérifier.`,
    })
  else if (stated === null && hours !== null) {
    notes.push({
      code: 'heures-calculees',
      severity: 'info',
      message: `${String(totalHours)} h sur ${String(weeks)} semaines : soit ${String(hours).replace('.', ',')} h par semaine, calculé.`,
    })
  }
  if ((hours === null || hours === 0) && weeks === null && (totalHours === null || hours === 0))
    return { ok: false, expected: EXPECTED }
  if (hours === null && weeks === null)
    notes.push({
      code: 'total-sans-semaines',
      severity: 'info',
      message: `${totalHours} h en tout : sans le nombre de semaines, le volume par semaine n’est pas connu.`,
    })
  notes.push(...limits(text), ...tellLeft(text.left()), ...tellOthers(others, 'de durée'))
  return { ok: true, values: [{ hoursPerWeek: hours, weeks, totalHours, ranges }], ...(notes.length > 0 && { notes }) }
}

/** «CDDI 4 mois, 26 h», «temps partiel (20 h)»: the hours of a contract are those of its week, unless they are said to be spread over its length. */
const CONTRACT =
  /(?<!\p{L})(?:cddi?|cdi|cui|cae|pec|contrats?|temps (?:plein|partiel|complet)|plein[- ]temps|aci|etti|siae|parcours emploi)(?!\p{L})/u
const SPREAD = /\dh?\s?(?:h|heures?)\s?(?:sur|en|reparti\p{L}*|\/|au total|annuali\p{L}*)(?!\p{L})/u
const MOST_OF_A_CONTRACT = 39
const LEAST_OF_A_CONTRACT = 13
function isWeekOfContract(text: string, hours: number): boolean {
  return hours >= LEAST_OF_A_CONTRACT && hours <= MOST_OF_A_CONTRACT && CONTRACT.test(text) && !SPREAD.test(text)
}

/** What a length alone does not say: that it is a limit, about right, or begins again. */
const LIMIT =
  /(?<!\p{L})(?:environ|approximativement|(?:au |a )?(?:maximum|minimum|plus tard)|au plus|maxim(?:ale?s?|aux)|maxi?|minim(?:ale?s?|aux)|mini|renouvelables?(?: (?:une|deux|1|2) fois)?)(?!\p{L})/gu

function limits(text: Account): Note[] {
  const said = text.takeAll(LIMIT).map(({ index, 0: words }) => `« ${text.text.slice(index, index + words.length)} »`)
  if (said.length === 0) return []
  return [
    {
      code: 'duree-limite',
      severity: 'info',
      message: `${[...new Set(said)].join(', ')} : dit à côté de la durée, et gardé nulle part.`,
    },
  ]
}

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
