import { dayOf } from '../common/day-of.ts'
import { type Visibility, visibility } from '../dora/visibility.ts'
import { alikesOf } from './alike.ts'
import type { Alike, AnyInput, AnyOffer } from './input.ts'

/**
 * Whether people can find it in DORA and take it up on that day `YYYY-MM-DD`: what is over does not count, though DORA may still show it. A rejected or
 * conflicting last version does not withdraw the service that is there.
 */
export function isPublished(offer: Alike, date: string): boolean {
  const there = offer.slug !== null && offer.status === 'PUBLISHED' && offer.state !== 'retired'
  return there && (offer.offer.end ?? date) >= date
}

/** What published offers count for, and for how many each. Most figures begin with them: of one list, they are looked for once. */
export function publishedAlikes({ offers, date }: Pick<AnyInput, 'offers' | 'date'>): readonly [Alike, number][] {
  const before = known.get(offers)
  if (before?.date === date) return before.published
  const published = alikesOf(offers).filter(([like]) => isPublished(like, date))
  known.set(offers, { date, published })
  return published
}

const known = new WeakMap<readonly AnyOffer[], { date: string; published: readonly [Alike, number][] }>()

/** How many offers these are in all. */
export const countOf = (alikes: Iterable<[Alike, number]>): number => {
  let all = 0
  for (const [, times] of alikes) all += times
  return all
}

/** Whether the public finds it on the report's day: published is not seen. */
export function seenByPublic(offer: Alike, date: string): Visibility['seen'] {
  const { status, suspension = null, home = null } = offer
  return isPublished(offer, date) ? visibility({ status, suspension, home }, date).seen : 'no'
}

/** Whether it counts for the public: published, and nothing is known that hides it. */
export const countsForPublic = (offer: Alike, date: string): boolean => seenByPublic(offer, date) !== 'no'

/** Whole days from `from` to `to`, both `YYYY-MM-DD` or ISO instants, whose day is that of France; negative when `from` is later. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(dayOf(to)) - Date.parse(dayOf(from))) / 86_400_000)
}

/** A confirmation by a person holds for 180 days, as in the official quality score. */
export const FRESH_DAYS = 180
