import { remember } from '../common/remember.ts'
import { codePoints } from './field-rules.ts'
import type { Service } from './records.ts'

export const criterionNames = [
  'adresse_bien_definie',
  'modes_mobilisation_bien_definis',
  'au_moins_un_public',
  'au_moins_une_thematique',
  'au_moins_un_moyen_de_contact',
  'courriel_bien_defini',
  'date_maj_recente',
  'frais_bien_definis',
  'description_bien_definie',
  'telephone_bien_defini',
] as const

export type CriterionName = (typeof criterionNames)[number]

/** What the score looks at. */
export type ScoredFields = Pick<
  Service,
  | 'source'
  | 'date_maj'
  | 'description'
  | 'thematiques'
  | 'publics'
  | 'modes_accueil'
  | 'adresse'
  | 'telephone'
  | 'courriel'
  | 'lien_mobilisation'
  | 'modes_mobilisation'
  | 'mobilisable_par'
  | 'frais'
  | 'frais_precisions'
>

/** `value` in [0, 1], or null when the criterion does not apply to this service. */
export interface Criterion {
  name: CriterionName
  value: number | null
}

export interface QualityScore {
  /** Mean of the criteria that apply, in [0, 1], two decimals. */
  score: number
  /** The ten criteria, in the official order. */
  criteria: Criterion[]
  /** Where the official scorer raises, ours scores the nearest legal record and says here, in French, what it took. Usually empty. */
  assumptions: string[]
}

const SIX_MONTHS = 180
const TWO_YEARS = 730
const DAY_MS = 86_400_000
const UNDATED_SOURCES = ['agefiph', 'france-travail']

/**
 * The official quality score of a valid service, criterion by criterion, all weights equal. Pure; never throws.
 * Kept for parity: a record of exactly 180 days gets 0 for its date, where 179 gets 1 and 181 gets 0.998; nobody is advised on that.
 * @param today day `YYYY-MM-DD`
 */
export function qualityScore(service: ScoredFields, { today }: { today: string }): QualityScore {
  const assumptions: string[] = []
  if (service.frais === 'payant' && service.frais_precisions === '') {
    assumptions.push('Précisions sur les frais vides : comptées comme absentes.')
  }
  const values = valuesOf(service, today)
  const criteria = criterionNames.map((name, at) => ({ name, value: values[at] ?? null }))
  return { score: meanOf(values), criteria, assumptions }
}

/** The score alone. */
export function scoreOf(service: ScoredFields, { today }: { today: string }): number {
  return meanOf(valuesOf(service, today))
}

/** Each criterion, in the official order. */
function valuesOf(service: ScoredFields, today: string): readonly (number | null)[] {
  const email = filled(service.courriel)
  const phone = filled(service.telephone)
  return [
    has(service.modes_accueil, 'en-presentiel') || has(service.modes_mobilisation, 'se-presenter')
      ? filled(service.adresse)
      : null,
    (service.modes_mobilisation === null ? 0 : 0.5) + (service.mobilisable_par === null ? 0 : 0.5),
    filled(service.publics),
    filled(service.thematiques),
    Math.max(email, filled(service.lien_mobilisation), phone),
    has(service.modes_mobilisation, 'envoyer-un-courriel') ? email : null,
    UNDATED_SOURCES.includes(service.source) ? null : freshness(service.date_maj, today),
    fees(service),
    length(codePoints(service.description)),
    has(service.modes_mobilisation, 'telephoner') ? phone : null,
  ]
}

/**
 * Mean of the applicable criteria, each rounded to two decimals first, then rounded to two decimals, as Python up to 3.11 does it: plain additions in
 * the official order. Python 3.12 and later correct the rounding of sums, which changes the last decimal of about one score in two hundred
 * when the date counts for a fraction (4.53 ÷ 6 is 0.75 with the former, 0.76 with the latter).
 */
export function meanScore(criteria: readonly Criterion[]): number {
  return meanOf(criteria.map(({ value }) => value))
}

function meanOf(values: readonly (number | null)[]): number {
  let sum = 0
  let count = 0
  for (const value of values) {
    if (value === null) continue
    sum += roundHalfEven(value)
    count += 1
  }
  return roundHalfEven(sum / count)
}

/** Two decimals; a value that lies exactly between two (such as 0.125) goes to the even one. */
export function roundHalfEven(value: number): number {
  // What most criteria are worth: nothing to round.
  if (value === 0 || value === 0.5 || value === 1) return value
  const eighths = value * 8
  if (Number.isInteger(eighths) && eighths % 2 !== 0) {
    const below = Math.floor(value * 100)
    return (below % 2 === 0 ? below : below + 1) / 100
  }
  return Number(value.toFixed(2))
}

function has(values: readonly string[] | null, value: string): boolean {
  return values?.includes(value) ?? false
}

function filled(value: string | readonly string[] | null): number {
  return value === null || value.length === 0 ? 0 : 1
}

/** An unknown day is no fresh one. */
function freshness(day: string | null, today: string): number {
  return day === null ? 0 : freshnessOf(`${day} ${today}`)
}

/** Many services were confirmed the same day. */
const freshnessOf = remember(days => {
  const [day, today] = days.split(' ')
  const age = Math.abs(Date.parse(`${today}T00:00:00Z`) - Date.parse(`${day}T00:00:00Z`)) / DAY_MS
  if (age < SIX_MONTHS) return 1
  return age > SIX_MONTHS && age < TWO_YEARS ? (TWO_YEARS - age) / (TWO_YEARS - SIX_MONTHS) : 0
})

function fees(service: ScoredFields): number {
  if (service.frais === null) return 0
  return service.frais === 'payant' && !service.frais_precisions ? 0.5 : 1
}

function length(characters: number): number {
  if (characters < 50) return 0
  if (characters < 200) return 0.5
  return characters < 2000 ? 1 : 0.5
}
