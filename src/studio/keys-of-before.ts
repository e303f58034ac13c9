import type { StandingOffer } from '../harvest/connector.ts'
import { titleKey } from '../learn/title-key.ts'
import type { ReadOffer } from './read-lesson.ts'

/**
 * Offers under the keys that they already have. One that has a page of its own is known by the address of that page since 1 December 2026; taught
 * before, it is known by its name, and stays so as long as it bears it. Pure.
 */
export function keysOfBefore(offers: readonly ReadOffer[], standing: readonly StandingOffer[]): ReadOffer[] {
  const read = new Set(offers.map(({ read: { key } }) => key))
  const known = new Set(standing.map(({ key }) => key))
  const named = offers.map(({ unit }) => titleKey(unit.title))
  const alike = Map.groupBy(named, key => key)
  return offers.map((offer, at) => {
    const key = named[at] ?? ''
    const alone = alike.get(key)?.length === 1
    const stays = key !== '' && alone && known.has(key) && !read.has(key) && !known.has(offer.read.key)
    return stays ? { ...offer, read: { ...offer.read, key } } : offer
  })
}
