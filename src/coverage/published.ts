import { type Visibility, visibility } from '../dora/visibility.ts'
import type { CoverageInput, OfferState } from './input.ts'

/**
 * Whether people can find it in DORA and take it up on that day `YYYY-MM-DD`: what is over does not count, though DORA may still show it. A rejected or
 * conflicting last version does not withdraw the service that is there.
 */
export function isPublished(offer: OfferState, date: string): boolean {
  const there = offer.slug !== null && offer.status === 'PUBLISHED' && offer.state !== 'retired'
  return there && (offer.offer.end ?? date) >= date
}

/** The offers that are published, in their order. Most figures begin with them: of one list, they are looked for once. */
export function publishedOffers({ offers, date }: Pick<CoverageInput, 'offers' | 'date'>): readonly OfferState[] {
  const before = known.get(offers)
  if (before?.date === date) return before.published
  const published = offers.filter(offer => isPublished(offer, date))
  known.set(offers, { date, published })
  return published
}

const known = new WeakMap<readonly OfferState[], { date: string; published: readonly OfferState[] }>()

/** Whether the public finds it on the report's day: published is not seen. */
export function seenByPublic(offer: OfferState, date: string): Visibility['seen'] {
  const { status, suspension = null, home = null } = offer
  return isPublished(offer, date) ? visibility({ status, suspension, home }, date).seen : 'no'
}

/** Whether it counts for the public: published, and nothing is known that hides it. */
export const countsForPublic = (offer: OfferState, date: string): boolean => seenByPublic(offer, date) !== 'no'

/** Whole days from `from` to `to`, both `YYYY-MM-DD` or ISO instants; negative when `from` is later. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / 86_400_000)
}

/** A confirmation by a person holds for 180 days, as in the official quality score. */
export const FRESH_DAYS = 180
