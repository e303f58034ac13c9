import { atKey } from '../common/at-key.ts'
import { labelOf, valuesOf } from '../reference/referentiels.ts'
import { alikesOf, countAlike } from './alike.ts'
import { type CellCounts, categoriesOf } from './cell-counts.ts'
import type { CoverageGeography } from './geography.ts'
import type { Alike, AnyInput, Placed } from './input.ts'
import { countsForPublic } from './published.ts'
import { REACH, type ReachByEpci } from './reach.ts'
import type { AreaCell, Desert, DesertLevel } from './territory-contract.ts'

/** Nothing anywhere, nothing on the spot but something within reach, or something on the spot. */
export function desertLevel(found: Pick<AreaCell, 'on_site' | 'reachable'> | undefined): DesertLevel {
  if (found === undefined || found.reachable === 0) return 'rien'
  return found.on_site === 0 ? 'joignable' : 'sur-place'
}

/** Whom and where an offer serves, and how it reaches people from there. */
interface Finders {
  placedOf: (state: Alike) => Placed
  reachOf: (placed: Placed) => ReachByEpci
}

/** Pairs EPCI × category where the public finds nothing on the spot, in the order of the EPCI. @param counts whose first areas are the EPCI */
export function desertsOf(
  { epci }: CoverageGeography,
  counts: CellCounts,
  input: Pick<AnyInput, 'offers' | 'date'>,
  finders: Finders,
): Desert[] {
  const waiting = waitingByCategory(epci.length, input, finders)
  return epci.flatMap(({ code, name, population }, area) =>
    valuesOf('categories').flatMap((category): Desert[] => {
      const offersThere = (how: number) => counts.offers(area, category, how)
      const on_site = offersThere(REACH.on_site)
      const level = desertLevel({
        on_site,
        reachable: on_site + offersThere(REACH.by_zone) + offersThere(REACH.remote),
      })
      if (level === 'sur-place') return []
      return [
        {
          area: code,
          area_name: name,
          category,
          category_name: labelOf('categories', category),
          level,
          population,
          waiting: waiting.get(category)?.[area] ?? 0,
        },
      ]
    }),
  )
}

/** Offers that we know of and that the public does not see, per EPCI. */
function waitingByCategory(
  epci: number,
  { offers, date }: Pick<AnyInput, 'offers' | 'date'>,
  { placedOf, reachOf }: Finders,
): Map<string, Uint32Array> {
  const waiting = new Map<string, Uint32Array>()
  const unseen = (like: Alike) => like.state !== 'retired' && !countsForPublic(like, date)
  for (const [placed, times] of countAlike(alikesOf(offers), like => (unseen(like) ? [placedOf(like)] : []))) {
    const reach = reachOf(placed)
    for (const category of categoriesOf(placed)) {
      const counts = atKey(waiting, category, () => new Uint32Array(epci))
      for (const [area, how] of reach.entries()) if (how !== REACH.none) counts[area] = (counts[area] ?? 0) + times
    }
  }
  return waiting
}

/** How many deserts an offer, once the public sees it, would fill: on the spot, or within reach where there is nothing at all. @returns a function to be used for all offers */
export function desertsFilled(
  deserts: readonly Desert[],
  { epci }: CoverageGeography,
  { placedOf, reachOf }: Finders,
): (offer: Alike) => number {
  const places = new Map(epci.map(({ code }, index) => [code, index]))
  const lacking = Map.groupBy(deserts, desert => desert.category)
  const known = new Map<Placed, number>()
  return state => atKey(known, placedOf(state), filledBy)
  function filledBy(placed: Placed): number {
    const reach = reachOf(placed)
    const fills = ({ area, level }: Desert) => {
      const how = reach[places.get(area) ?? -1] ?? REACH.none
      return how === REACH.on_site || (level === 'rien' && how !== REACH.none)
    }
    let filled = 0
    for (const category of categoriesOf(placed)) filled += lacking.get(category)?.filter(fills).length ?? 0
    return filled
  }
}
