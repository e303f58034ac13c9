import type { CatalogueAccount } from './catalogue-contract.ts'
import { countCatalogue } from './count-catalogue.ts'
import type { AnyInput } from './input.ts'
import { othersSeen } from './other-services.ts'
import { countOf, countsForPublic, publishedAlikes } from './published.ts'

/** What the census counted on the report's date, and who holds what the public finds. Null: no census yet. */
export function catalogueAccount(input: Pick<AnyInput, 'census' | 'offers' | 'date'>): CatalogueAccount | null {
  const { census, date } = input
  if (!census) return null
  const { taken, structures, orphans, months } = census
  const seen = {
    followed: countOf(publishedAlikes(input).filter(([like]) => countsForPublic(like, date))),
    others: 0,
    elsewhere: 0,
  }
  for (const { origin } of othersSeen(input)) seen[origin] += 1
  const structures_seen = structuresSeen(census)
  const read = census.elsewhere ? { elsewhere_taken: census.elsewhere } : {}
  const untold = census.held === null ? { untold: true as const } : {}
  const counts = countCatalogue(census.services)
  return { taken, structures, orphans, ...counts, structures_seen, seen, ...untold, ...read, months }
}

/** Structures of which the public sees a service of DORA. */
export function structuresSeen({ services }: Pick<NonNullable<AnyInput['census']>, 'services'>): number {
  const seen = services.filter(each => each.origin === 'dora' && each.published && each.seen === 'yes')
  return new Set(seen.map(({ structure }) => structure)).size
}
