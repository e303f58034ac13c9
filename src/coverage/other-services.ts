import type { Origin } from './cell-counts.ts'
import type { CountedService, CoverageInput } from './input.ts'

/**
 * What the census knows and the robot does not follow. A service that an offer holds is told by the ledger, which saw it last; one whose offer was
 * taken away and that DORA still publishes is nobody's offer any more.
 */
export function otherServices({
  census,
  offers,
}: Pick<CoverageInput, 'census' | 'offers'>): (Omit<CountedService, 'origin'> & { origin: Origin })[] {
  if (!census) return []
  const followed = followedSlugs(offers)
  const others: (Omit<CountedService, 'origin'> & { origin: Origin })[] = []
  for (const service of census.services) {
    const { origin, slug } = service
    if (origin === 'elsewhere') others.push({ ...service, origin })
    else if (!followed.has(slug)) others.push({ ...service, origin: 'others' })
  }
  return others
}

/** Slugs of the services that an offer holds. */
function followedSlugs(offers: CoverageInput['offers']): Set<string> {
  return new Set(
    offers.flatMap(({ slug, state, status }) =>
      slug === null || (state === 'retired' && status === 'PUBLISHED') ? [] : [slug],
    ),
  )
}
