import { rowsOf } from './alike.ts'
import type { Origin } from './cell-counts.ts'
import type { AnyInput, Placed } from './input.ts'

/** A service that the public may find, and who holds it. */
export interface SeenService {
  placed: Placed
  origin: Origin
}

/**
 * What the census knows, that the public may find and the robot does not follow. A service that an offer holds is told by the ledger, which saw it last;
 * one whose offer was taken away and that DORA still publishes is nobody's offer any more.
 */
export function othersSeen({ census, offers }: Pick<AnyInput, 'census' | 'offers'>): SeenService[] {
  if (!census) return []
  const followed = followedSlugs(offers)
  const others: SeenService[] = []
  for (const { origin, slug, seen, placed } of census.services) {
    if (seen === 'no' || placed === null) continue
    if (origin === 'elsewhere') others.push({ placed, origin })
    else if (census.held?.has(slug)) others.push({ placed, origin: 'followed' })
    else if (!followed.has(slug)) others.push({ placed, origin: 'others' })
  }
  return others
}

/** Slugs of the services that an offer holds. */
function followedSlugs(offers: AnyInput['offers']): Set<string> {
  return new Set(
    rowsOf(offers).flatMap(({ slug, like: { state, status } }) =>
      slug === null || (state === 'retired' && status === 'PUBLISHED') ? [] : [slug],
    ),
  )
}
