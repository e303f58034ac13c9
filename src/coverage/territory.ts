import { ANY, cellCounts } from './cell-counts.ts'
import { desertsOf } from './deserts.ts'
import type { CoverageGeography } from './geography.ts'
import type { CoverageInput } from './input.ts'
import { isPublished } from './published.ts'
import { nearest, REACH, reachFinder } from './reach.ts'
import type { Area, AreaCell, Desert } from './report-contract.ts'

export interface TerritoryCoverage {
  areas: Area[]
  cells: AreaCell[]
  deserts: Desert[]
}

/**
 * EPCI and agencies × 16 categories × publics, from the published offers. An offer counts once per area: in person there, else at a distance,
 * else in person elsewhere but open to its inhabitants. An agency takes the nearest of what its EPCI have. Cells without offers are left out.
 */
export function territoryCoverage(input: CoverageInput, geography: CoverageGeography): TerritoryCoverage {
  const places = placesOf(input, geography)
  const published = input.offers.filter(offer => isPublished(offer, input.date))
  const reachOf = reachFinder(input.territory.department, geography)
  const counts = cellCounts(places.length, published)
  for (const offer of published) {
    const reach = reachOf(offer)
    counts.add(
      offer,
      Uint8Array.from(places, ({ epci }) => nearest(reach, epci)),
    )
  }
  const areas = places.map(({ epci, ...place }, area): Area => {
    const [on_site, by_zone, remote] = [REACH.on_site, REACH.by_zone, REACH.remote].map(how =>
      counts.offers(area, ANY, how),
    ) as [number, number, number]
    const reachable = on_site + by_zone + remote
    return { ...place, on_site, by_zone, remote, reachable, per_10000: per10000(on_site, place.population) }
  })
  return {
    areas,
    cells: counts.cells(areas.map(area => area.code)),
    deserts: desertsOf(geography, counts, input.offers, reachOf, input.date),
  }
}

/** Offers per 10 000 inhabitants, to one decimal. */
function per10000(offers: number, population: number): number {
  return population === 0 ? 0 : Math.round((offers * 100_000) / population) / 10
}

/** Where offers are counted, with the places of its EPCI in the list of the geography. */
type Place = Pick<Area, 'code' | 'name' | 'kind' | 'population'> & { epci: number[] }

/** Every EPCI in the order of the geography, then the agencies. */
function placesOf({ territory }: CoverageInput, { epci }: CoverageGeography): Place[] {
  const indexOf = new Map(epci.map(({ code }, index) => [code, index]))
  return [
    ...epci.map(({ code, name, population }, index) => ({
      code,
      name,
      kind: 'epci' as const,
      population,
      epci: [index],
    })),
    ...territory.agencies.map(agency => {
      const own = agency.epci.flatMap(code => indexOf.get(code) ?? [])
      return {
        code: `agence:${agency.name}`,
        name: agency.name,
        kind: 'agence' as const,
        population: own.reduce((sum, index) => sum + (epci[index]?.population ?? 0), 0),
        epci: own,
      }
    }),
  ]
}
