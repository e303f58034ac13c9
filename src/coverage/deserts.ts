import { atKey } from '../common/at-key.ts'
import { labelOf, valuesOf } from '../reference/referentiels.ts'
import { type CellCounts, categoriesOf } from './cell-counts.ts'
import type { CoverageGeography } from './geography.ts'
import type { OfferState } from './input.ts'
import { isPublished } from './published.ts'
import { REACH, type ReachByEpci } from './reach.ts'
import type { Desert } from './report-contract.ts'

/** Pairs EPCI × category without any published offer in person, in the order of the EPCI. @param counts whose first areas are the EPCI */
export function desertsOf(
  { epci }: CoverageGeography,
  counts: CellCounts,
  offers: readonly OfferState[],
  reachOf: (offer: OfferState) => ReachByEpci,
  date: string,
): Desert[] {
  const waiting = waitingByCategory(epci.length, offers, reachOf, date)
  return epci.flatMap(({ code, name, population }, area) =>
    valuesOf('categories').flatMap((category): Desert[] => {
      const offersThere = (how: number) => counts.offers(area, category, how)
      if (offersThere(REACH.on_site) + offersThere(REACH.by_zone) > 0) return []
      return [
        {
          area: code,
          area_name: name,
          category,
          category_name: labelOf('categories', category),
          level: offersThere(REACH.remote) > 0 ? 'a-distance-seulement' : 'rien',
          population,
          waiting: waiting.get(category)?.[area] ?? 0,
        },
      ]
    }),
  )
}

/** Offers that we know of, not published, per EPCI. */
function waitingByCategory(
  epci: number,
  offers: readonly OfferState[],
  reachOf: (offer: OfferState) => ReachByEpci,
  date: string,
): Map<string, Uint32Array> {
  const waiting = new Map<string, Uint32Array>()
  for (const offer of offers) {
    if (isPublished(offer, date) || offer.state === 'retired') continue
    const reach = reachOf(offer)
    for (const category of categoriesOf(offer)) {
      const counts = atKey(waiting, category, () => new Uint32Array(epci))
      for (const [area, how] of reach.entries()) if (how !== REACH.none) counts[area] = (counts[area] ?? 0) + 1
    }
  }
  return waiting
}

/** How many deserts an offer, once published, would fill. @returns a function to be used for all offers */
export function desertsFilled(
  deserts: readonly Desert[],
  { epci }: CoverageGeography,
  reachOf: (offer: OfferState) => ReachByEpci,
): (offer: OfferState) => number {
  const places = new Map(epci.map(({ code }, index) => [code, index]))
  const emptyOf = Map.groupBy(deserts, desert => desert.category)
  const areasOf = new Map([...emptyOf].map(([category, list]) => [category, list.map(({ area }) => places.get(area))]))
  return offer => {
    const reach = reachOf(offer)
    const inPerson = (area: number | undefined) =>
      area !== undefined && (reach[area] === REACH.on_site || reach[area] === REACH.by_zone)
    let filled = 0
    for (const category of categoriesOf(offer)) filled += areasOf.get(category)?.filter(inPerson).length ?? 0
    return filled
  }
}
