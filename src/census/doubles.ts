import { atKey } from '../common/at-key.ts'
import { shareOfShorter } from '../common/share-of-shorter.ts'
import { fold, similarity } from '../common/text.ts'
import type { CensusService, CensusStructure } from '../ledger/census-records.ts'

/** Two records of DORA that may be the same thing, and why. Only people merge them. */
export interface Double<T> {
  one: T
  other: T
  /** In [0, 1]. */
  score: number
  /** French. */
  reasons: string[]
}

/** Names this near, at the same place, are worth a person's look; with needs in common a little less is enough. */
const NEAR = 0.85
const NEAR_WITH_NEEDS = 0.7
/** A word that so many names of a place share tells nothing. */
const TOO_COMMON = 40
const SHORT = 4
/** Legal forms and what every name of an association may bear. */
const EMPTY_WORDS = new Set('association asso assoc sas sarl scic scop eurl ei les des pour'.split(' '))

/**
 * Services that may be in DORA twice: the same name, or nearly, at the same place; needs in common say it louder, other needs or other numbers in the names
 * («niveau 1», «niveau 2») say no. Contacts are not compared: the census keeps none. Best first.
 */
export function doubleServices(services: Iterable<CensusService>): Double<CensusService>[] {
  const at = Map.groupBy(services, ({ postalCode, city }) => postalCode ?? (city === null ? '' : fold(city)))
  return [...at.values()].flatMap(here => pairsOf(here, compareServices)).sort(byScore)
}

/**
 * Structures that may be in DORA twice: the same name, legal form apart, with the same SIREN, without one, or at the same place. Two addresses of one
 * association under different names are no doubles.
 * @param placeOf postal code where its services receive people; null: not known
 */
export function doubleStructures(
  structures: readonly CensusStructure[],
  placeOf: (slug: string) => string | null,
): Double<CensusStructure>[] {
  return pairsOf(structures, (one, other) => compareStructures(one, other, placeOf)).sort(byScore)
}

function compareServices(
  one: CensusService,
  other: CensusService,
): Omit<Double<CensusService>, 'one' | 'other'> | null {
  const likeness = nameLikeness(one.name, other.name)
  const needs = shareOfShorter(one.fields?.subcategories ?? [], other.fields?.subcategories ?? [])
  if (needs === 0 || likeness < (needs === null ? NEAR : NEAR_WITH_NEEDS)) return null
  const nowhere = one.postalCode === null && one.city === null
  return {
    score: Math.round(100 * likeness * (needs === null ? 0.9 : 1)) / 100,
    reasons: [
      likeness === 1 ? 'même nom' : 'noms proches',
      nowhere ? 'lieu non précisé' : 'même lieu',
      ...(needs === null ? [] : [needs === 1 ? 'mêmes besoins' : 'besoins en partie communs']),
      one.structure === other.structure ? 'même structure' : 'deux structures',
    ],
  }
}

function compareStructures(
  one: CensusStructure,
  other: CensusStructure,
  placeOf: (slug: string) => string | null,
): Omit<Double<CensusStructure>, 'one' | 'other'> | null {
  const likeness = nameLikeness(one.name, other.name)
  if (likeness < NEAR) return null
  const [here, there] = [placeOf(one.slug), placeOf(other.slug)]
  const [siren, otherSiren] = [one.siret?.slice(0, 9) ?? null, other.siret?.slice(0, 9) ?? null]
  const together = here !== null && here === there
  const apart = here !== null && there !== null && !together
  const told = siren !== null && otherSiren !== null
  if (told && siren !== otherSiren && !(together && likeness === 1)) return null
  if (apart) return null
  const surety = told && siren === otherSiren ? 1 : together ? 0.95 : 0.85
  return {
    score: Math.round(100 * likeness * surety) / 100,
    reasons: [
      likeness === 1 ? 'même nom' : 'noms proches',
      !told ? 'l’une est sans SIRET' : siren === otherSiren ? 'même SIREN' : 'SIREN différents',
      together ? 'même lieu' : 'lieu à vérifier',
    ],
  }
}

/** Each two that share a word that few others have, once, as far as they compare. */
function pairsOf<T extends { slug: string; name: string }>(
  items: readonly T[],
  compare: (one: T, other: T) => Omit<Double<T>, 'one' | 'other'> | null,
): Double<T>[] {
  const byWord = new Map<string, T[]>()
  for (const item of items) for (const word of new Set(wordsOf(item.name))) atKey(byWord, word, () => []).push(item)
  const seen = new Set<string>()
  const found: Double<T>[] = []
  for (const [, sharing] of byWord) {
    if (sharing.length > TOO_COMMON) continue
    for (const [rank, one] of sharing.entries())
      for (const other of sharing.slice(rank + 1)) {
        const key = keyOf({ one, other })
        if (seen.has(key)) continue
        seen.add(key)
        const told = compare(one, other)
        if (told !== null) found.push({ one, other, ...told })
      }
  }
  return found
}

/** Whole names too: a name of common words alone is found by itself. */
function wordsOf(name: string): string[] {
  const folded = bare(name)
  return [`=${folded}`, ...folded.split(' ').filter(word => word.length >= SHORT)]
}

function bare(name: string): string {
  const folded = fold(name)
  const kept = folded.split(' ').filter(word => !EMPTY_WORDS.has(word))
  return kept.length === 0 ? folded : kept.join(' ')
}

function nameLikeness(one: string, other: string): number {
  const [a, b] = [bare(one), bare(other)]
  if (a === b) return 1
  const numbers = (text: string) => (text.match(/\d+/g) ?? []).sort().join(' ')
  if (numbers(a) !== numbers(b)) return 0
  return Math.min(0.99, similarity(a, b))
}

function byScore(a: Double<{ slug: string }>, b: Double<{ slug: string }>): number {
  return b.score - a.score || (keyOf(a) < keyOf(b) ? -1 : 1)
}

/** The two always stand in the order in which they were given. */
function keyOf({ one, other }: Pick<Double<{ slug: string }>, 'one' | 'other'>): string {
  return `${one.slug} ${other.slug}`
}
