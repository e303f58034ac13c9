import type { Whose } from '../common/rejection.ts'
import { categoryOf, labelOf, valuesOf } from '../reference/referentiels.ts'
import { type CriterionName, criterionNames } from '../reference/score.ts'
import { alikesOf, countAlike, rowsOf } from './alike.ts'
import type { Alike, AnyInput } from './input.ts'
import { missedCriteria, publicScore, publicService } from './public-service.ts'
import { daysBetween, FRESH_DAYS, publishedAlikes } from './published.ts'
import type { CountRow, CoverageReport } from './report-contract.ts'
import { isSetAside } from './set-aside.ts'
import { STATES, STATUSES, WHOSE } from './words.ts'

export type Tallies = Pick<
  CoverageReport,
  'statuses' | 'states' | 'categories' | 'publics' | 'freshness' | 'quality' | 'waiting'
>

/**
 * Every count that the page shows as a small table. Statuses and states part the offers: each offer is in exactly one row.
 */
export function tallies(input: AnyInput): Tallies {
  const published = publishedAlikes(input)
  const all = alikesOf(input.offers)
  return {
    statuses: rows(
      STATUSES,
      countAlike(all, ({ status }) => [status ?? 'none']),
    ) as Tallies['statuses'],
    states: rows(
      STATES,
      countAlike(all, ({ state }) => [state]),
    ),
    categories: tags(published, 'categories', offer => (publicService(offer).thematiques ?? []).map(categoryOf)),
    publics: tags(published, 'publics', offer => publicService(offer).publics ?? []),
    freshness: rows(
      AGES,
      countAlike(published, like => [ageClass(like, input.date)]),
    ),
    quality: quality(published, input.date),
    waiting: rows(WHOSE, waitingOn(input)),
  }
}

function rows<K extends string>(labels: Record<K, string>, counts: ReadonlyMap<K, number>): (CountRow & { key: K })[] {
  return (Object.keys(labels) as K[]).map(key => ({ key, label: labels[key], value: counts.get(key) ?? 0 }))
}

/** An offer may carry several tags: these rows do not add up to a number of offers. */
function tags(
  offers: readonly [Alike, number][],
  name: 'categories' | 'publics',
  tagsOf: (offer: Alike) => string[],
): CountRow[] {
  const counts = countAlike(offers, offer => [...new Set(tagsOf(offer))])
  return valuesOf(name).map(value => ({ key: value, label: labelOf(name, value), value: counts.get(value) ?? 0 }))
}

type Age = 'm3' | 'm6' | 'm12' | 'm24' | 'old' | 'unknown'

const AGES: Record<Age, string> = {
  m3: 'Moins de 3 mois',
  m6: 'De 3 à 6 mois',
  m12: 'De 6 mois à 1 an',
  m24: 'De 1 à 2 ans',
  old: 'Plus de 2 ans',
  unknown: 'Jamais confirmé',
}

function ageClass({ confirmedAt }: Alike, date: string): Age {
  if (confirmedAt === null) return 'unknown'
  const days = daysBetween(confirmedAt, date)
  if (days <= 90) return 'm3'
  if (days <= FRESH_DAYS) return 'm6'
  if (days <= 365) return 'm12'
  return days <= 730 ? 'm24' : 'old'
}

type ScoreClass = 'low' | 'fair' | 'good' | 'full'

const SCORES: Record<ScoreClass, string> = {
  low: 'Moins de 0,50',
  fair: 'De 0,50 à 0,79',
  good: 'De 0,80 à 0,99',
  full: '1,00',
}

const scoreClass = (score: number): ScoreClass =>
  score < 0.5 ? 'low' : score < 0.8 ? 'fair' : score < 1 ? 'good' : 'full'

const CRITERIA: Record<CriterionName, string> = {
  adresse_bien_definie: 'Adresse absente alors qu’on y reçoit',
  modes_mobilisation_bien_definis: 'Façon de mobiliser le service incomplète',
  au_moins_un_public: 'Aucun public',
  au_moins_une_thematique: 'Aucune thématique',
  au_moins_un_moyen_de_contact: 'Aucun moyen de contact',
  courriel_bien_defini: 'Courriel annoncé mais absent',
  date_maj_recente: 'Confirmation de plus de 6 mois',
  frais_bien_definis: 'Frais non précisés',
  description_bien_definie: 'Description trop courte ou trop longue',
  telephone_bien_defini: 'Téléphone annoncé mais absent',
}

export const criterionLabel = (name: CriterionName): string => CRITERIA[name]

function quality(published: readonly [Alike, number][], date: string): Tallies['quality'] {
  const missed = countAlike(published, like => missedCriteria(like, date))
  return {
    distribution: rows(
      SCORES,
      countAlike(published, like => [scoreClass(publicScore(like, date))]),
    ),
    missed: criterionNames
      .map(name => ({ key: name, label: CRITERIA[name], value: missed.get(name) ?? 0 }))
      .filter(row => row.value > 0)
      .sort((a, b) => b.value - a.value || (a.key < b.key ? -1 : 1)),
  }
}

/** How many offers and refused records wait for each. A refused record that has an offer counts with the offer. */
function waitingOn(input: AnyInput): Map<Whose, number> {
  const waiting = ({ whose, state }: Alike) => (whose === null || state === 'retired' ? [] : [whose])
  const counts = countAlike(alikesOf(input.offers), waiting)
  const rejections = input.rejections.filter(found => !isSetAside(found))
  const known = new Set(
    rejections.length === 0
      ? []
      : rowsOf(input.offers).flatMap(({ like, key }) =>
          waiting(like).length > 0 ? [`${like.offer.source}\n${key}`] : [],
        ),
  )
  for (const { key, source, whose } of rejections)
    if (key === null || !known.has(`${source}\n${key}`)) counts.set(whose, (counts.get(whose) ?? 0) + 1)
  return counts
}
