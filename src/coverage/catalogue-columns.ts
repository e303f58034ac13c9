import { frenchNumber, frenchPercent } from '../common/french.ts'
import type { CatalogueCounts, Measured } from './catalogue-contract.ts'

/** Said of a past census that did not note a figure. */
export const NOT_NOTED = 'non relevé'

type Counted = { [K in keyof CatalogueCounts]-?: CatalogueCounts[K] extends number ? K : never }[keyof CatalogueCounts]

/** What a census counts, in the order and the words of every table of them. */
export const CATALOGUE_COUNTS: readonly (readonly [title: string, name: Counted])[] = [
  ['Structures', 'structures'],
  ['Sans membre', 'orphans'],
  ['Services', 'services'],
  ['Publiés', 'published'],
  ['Vus du public', 'visible'],
  ['À jour', 'upToDate'],
]

interface CatalogueColumn {
  title: string
  shown(counts: CatalogueCounts): string
  /** A number alone; else words, which may break over lines. */
  number: boolean
}

/** The same with the medians, as people read them. */
export const CATALOGUE_COLUMNS: readonly CatalogueColumn[] = [
  ...CATALOGUE_COUNTS.map(([title, name]) => ({
    title,
    shown: (counts: CatalogueCounts) => frenchNumber(counts[name]),
    number: true,
  })),
  {
    title: 'Qualité, médiane',
    shown: ({ quality, published }) => measured(quality, published, frenchPercent),
    number: false,
  },
  {
    title: 'Délai de publication, médiane',
    shown: ({ delay, published }) => measured(delay, published, daysText),
    number: false,
  },
]

/** «82 % (pour 1 240 sur 1 300)»: of how many it is known, as soon as it is not of all. */
function measured(found: Measured | undefined, published: number, words: (median: number) => string): string {
  if (found === undefined) return NOT_NOTED
  if (found.median === null) return 'pas encore su'
  const part =
    found.counted === published ? '' : ` (pour ${frenchNumber(found.counted)} sur ${frenchNumber(published)})`
  return `${words(found.median)}${part}`
}

/** @param days whole, or halves: the median of an even number of them */
export function daysText(days: number): string {
  return days < 1 ? 'moins d’un jour' : `${frenchNumber(days)} jour${days < 2 ? '' : 's'}`
}
