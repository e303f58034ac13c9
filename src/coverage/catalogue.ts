import type { CoverageInput } from './input.ts'
import { othersSeen } from './other-services.ts'
import { countsForPublic } from './published.ts'
import type { CatalogueAccount, CatalogueCounts } from './report-contract.ts'

/** What a census counts, in the order and the words of every table of them. */
export const CATALOGUE_COUNTS: readonly (readonly [title: string, name: keyof CatalogueCounts])[] = [
  ['Structures', 'structures'],
  ['Sans membre', 'orphans'],
  ['Services', 'services'],
  ['Publiés', 'published'],
  ['Vus du public', 'visible'],
  ['À jour', 'upToDate'],
]

/** What the census counted on the report's date, and who holds what the public finds. Null: no census yet. */
export function catalogueAccount(input: CoverageInput): CatalogueAccount | null {
  const { census, offers, date } = input
  if (!census) return null
  const { taken, structures, orphans, months } = census
  const counts = { services: 0, published: 0, visible: 0, unknown: 0, upToDate: 0, read: 0 }
  const shown = new Set<string>()
  for (const service of census.services) {
    if (service.origin !== 'dora') continue
    counts.services += 1
    if (service.placed !== null) counts.read += 1
    if (!service.published) continue
    counts.published += 1
    if (service.upToDate) counts.upToDate += 1
    if (service.seen === 'unknown') counts.unknown += 1
    if (service.seen !== 'yes') continue
    counts.visible += 1
    shown.add(service.structure)
  }
  const seen = { followed: offers.filter(offer => countsForPublic(offer, date)).length, others: 0, elsewhere: 0 }
  for (const { origin } of othersSeen(input)) seen[origin] += 1
  const read = census.elsewhere ? { elsewhere_taken: census.elsewhere } : {}
  return { taken, structures, orphans, ...counts, structures_seen: shown.size, seen, ...read, months }
}
