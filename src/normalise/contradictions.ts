import { frenchCount, frenchDate, frenchNumber } from '../common/french.ts'
import { lineWords } from '../convention/action-words.ts'
import type { Convention, ConventionLine } from '../convention/convention.ts'
import type { Finding, Provenance } from './normalised-offer.ts'

/** What is compared: values with their provenance, as read from the source. */
export interface Compared {
  values: Record<string, unknown>
  provenance: Record<string, Provenance[]>
}

/** Page and convention count months and weeks their own way: a gap of so many weeks is not a contradiction. */
const WEEKS_TOLERANCE = 2

/**
 * Where the source and the convention's line say different things. Both are kept: the source's value stands in the record, the finding shows the other.
 * Only what the source itself says is compared, never what the convention or a default supplied.
 */
export function conventionFindings(read: Compared, line: ConventionLine): Finding[] {
  const findings: Finding[] = []
  const told = (field: string) => {
    const [origin] = read.provenance[field] ?? []
    return origin && !['convention', 'default'].includes(origin.document) ? read.values[field] : undefined
  }
  const against = (field: string, page: string, convention: string) =>
    findings.push({
      code: 'contradiction-convention',
      field,
      severity: 'contradiction',
      message: `La source dit ${page}, la convention (${lineWords(line)}) ${convention}.`,
    })
  const hours = told('volume_horaire_hebdomadaire')
  if (typeof hours === 'number' && line.hoursPerWeek !== null && Math.abs(hours - line.hoursPerWeek) >= 1) {
    against(
      'volume_horaire_hebdomadaire',
      `${frenchNumber(hours)} h par semaine`,
      `${frenchNumber(line.hoursPerWeek)} h`,
    )
  }
  const weeks = told('nombre_semaines')
  const agreed = line.weeks ?? (line.months === null ? null : Math.round((line.months * 52) / 12))
  if (typeof weeks === 'number' && agreed !== null && Math.abs(weeks - agreed) > WEEKS_TOLERANCE) {
    against('nombre_semaines', frenchCount(weeks, 'semaine'), frenchCount(agreed, 'semaine'))
  }
  const start = told('debut')
  if (
    typeof start === 'string' &&
    start.slice(0, 4) === line.start.slice(0, 4) &&
    start.slice(0, 7) !== line.start.slice(0, 7)
  ) {
    against('debut', `un début le ${frenchDate(start)}`, `un début le ${frenchDate(line.start)}`)
  }
  const places = told('places')
  if (typeof places === 'number' && line.places !== null && places !== line.places) {
    against('places', `${places} places`, `${line.places} places`)
  }
  const publics = told('publics')
  if (
    Array.isArray(publics) &&
    line.publics.length > 0 &&
    !publics.some(value => line.publics.includes(String(value)))
  ) {
    against('publics', `« ${publics.join(', ')} »`, `« ${line.publics.join(', ')} »`)
  }
  const who = told('mobilisable_par')
  if (
    Array.isArray(who) &&
    line.mobilisablePar &&
    who.some(value => !line.mobilisablePar?.some(right => right === value))
  ) {
    against('mobilisable_par', `« ${who.join(', ')} »`, `« ${line.mobilisablePar.join(', ')} »`)
  }
  return findings
}

/** Sessions that are over and still on line, conventions that ended. */
export function endFindings(read: Compared, convention: Convention, today: string): Finding[] {
  const end = read.values.fin
  if (typeof end !== 'string' || end >= today) return []
  if (read.provenance.fin?.[0]?.document === 'convention') {
    return [
      {
        code: 'convention-echue',
        field: 'fin',
        severity: 'info',
        message: `${convention.title} a pris fin le ${frenchDate(end)} et la source montre encore l’offre : à confirmer avec le partenaire.`,
      },
    ]
  }
  return [
    {
      code: 'session-terminee',
      field: 'fin',
      severity: 'avertissement',
      message: `La session s’est terminée le ${frenchDate(end)} et la source la montre encore.`,
    },
  ]
}

/** Where an offer takes place when it is outside the département, in a sentence: often a homonym, so a person should look. Null: inside, or unknown. */
export function placeOutside(read: Compared, { department }: Convention): { received: string; message: string } | null {
  const { code_insee: insee, code_postal: postal, commune } = read.values
  const [field, code] = typeof insee === 'string' ? ['code_insee', insee] : ['code_postal', postal]
  if (typeof code !== 'string' || code.startsWith(department)) return null
  const received = read.provenance[field]?.[0]?.words ?? code
  return {
    received,
    message: `L’offre a lieu à ${String(commune ?? code)} (${code}), hors du département ${department} : homonyme ? Lu : « ${received} ».`,
  }
}
