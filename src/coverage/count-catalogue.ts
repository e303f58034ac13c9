import type { CatalogueCounts } from './catalogue-contract.ts'
import { median } from './figure.ts'
import type { CountedService } from './input.ts'

/** A quality from which a service is well described, in [0, 1]. */
export const GOOD_QUALITY = 0.8

/** The sums of DORA's services, each counted once: those of a census on its day, and those of a report. */
export function countCatalogue(
  services: Iterable<Omit<CountedService, 'slug' | 'structure'>>,
): Omit<CatalogueCounts, 'structures' | 'orphans'> {
  const counts = { services: 0, published: 0, visible: 0, unknown: 0, upToDate: 0, read: 0 }
  const scores: number[] = []
  const delays: number[] = []
  for (const { origin, placed, published, upToDate, seen, quality, delay } of services) {
    if (origin !== 'dora') continue
    counts.services += 1
    if (placed !== null) counts.read += 1
    if (!published) continue
    counts.published += 1
    if (upToDate) counts.upToDate += 1
    if (seen === 'unknown') counts.unknown += 1
    if (seen === 'yes') counts.visible += 1
    if (quality !== null) scores.push(quality)
    if (delay !== null) delays.push(delay)
  }
  const good = scores.filter(score => score >= GOOD_QUALITY).length
  return {
    ...counts,
    quality: { median: median(scores), counted: scores.length, good },
    delay: { median: median(delays), counted: delays.length },
  }
}
