import { countAlike } from './alike.ts'
import { ANY, cellCounts } from './cell-counts.ts'
import { desertsOf } from './deserts.ts'
import type { CoverageGeography } from './geography.ts'
import type { AnyInput } from './input.ts'
import { othersSeen, type SeenService } from './other-services.ts'
import { countsForPublic, publishedAlikes } from './published.ts'
import { nearest, REACH, reachFinder } from './reach.ts'
import { sharedPlaces } from './shared-places.ts'
import type { Area, AreaCell, Desert } from './territory-contract.ts'

export interface TerritoryCoverage {
  areas: Area[]
  cells: AreaCell[]
  deserts: Desert[]
}

/**
 * EPCI and agencies × 16 categories × publics, from what the public finds: the offers that the robot follows, and what the census knows of others. An offer counts once per area: in person there, else at a distance,
 * else in person elsewhere but open to its inhabitants. An agency takes the nearest of what its EPCI have. Cells without offers are left out.
 * @param placedOf whom and where each offer serves
 */
export function territoryCoverage(
  input: Pick<AnyInput, 'date' | 'offers' | 'census' | 'territory'>,
  geography: CoverageGeography,
  placedOf = sharedPlaces(),
): TerritoryCoverage {
  const places = placesOf(input, geography)
  const followed = publishedAlikes(input).filter(([like]) => countsForPublic(like, input.date))
  const seen: (SeenService & { times: number })[] = [
    ...Array.from(
      countAlike(followed, like => [placedOf(like)]),
      ([placed, times]) => ({
        placed,
        times,
        origin: 'followed' as const,
      }),
    ),
    ...othersSeen(input).map(other => ({ ...other, times: 1 })),
  ]
  const reachOf = reachFinder(input.territory.department, geography)
  const all = seen.map(({ placed }) => placed)
  const counts = cellCounts(places.length, all)
  const ways = new Uint8Array(places.length)
  for (const { placed, origin, times } of seen) {
    const reach = reachOf(placed)
    for (let area = 0; area < places.length; area += 1) ways[area] = nearest(reach, places[area]?.epci ?? [])
    counts.add(placed, ways, origin, times)
  }
  const areas = places.map(({ epci, ...place }, area): Area => {
    const [on_site, by_zone, remote] = [REACH.on_site, REACH.by_zone, REACH.remote].map(how =>
      counts.offers(area, ANY, how),
    ) as [number, number, number]
    const reachable = on_site + by_zone + remote
    const { beneficiaries } = place
    return {
      ...place,
      on_site,
      by_zone,
      remote,
      reachable,
      per_10000: rate(on_site, place.population, 10_000),
      per_1000_rsa: beneficiaries === null ? null : rate(on_site, beneficiaries, 1000),
      origins: counts.origins(area, ANY),
    }
  })
  return {
    areas,
    cells: counts.cells(areas.map(area => area.code)),
    deserts: desertsOf(geography, counts, input, { reachOf, placedOf }),
  }
}

/** Offers for so many people, to one decimal. */
function rate(offers: number, people: number, each: number): number {
  return people === 0 ? 0 : Math.round((offers * each * 10) / people) / 10
}

/** Where offers are counted, with the places of its EPCI in the list of the geography. */
type Place = Pick<Area, 'code' | 'name' | 'kind' | 'population' | 'beneficiaries'> & { epci: number[] }

/** Every EPCI in the order of the geography, then the agencies. */
function placesOf({ territory }: Pick<AnyInput, 'territory'>, { epci }: CoverageGeography): Place[] {
  const indexOf = new Map(epci.map(({ code }, index) => [code, index]))
  const given = territory.beneficiaries?.byEpci ?? {}
  /** Null as soon as one is not known: a sum that lacks one is no denominator. */
  const beneficiaries = (codes: readonly string[]) =>
    codes.reduce<number | null>((sum, code) => {
      const found = given[code]
      return sum === null || found === undefined ? null : sum + found
    }, 0)
  return [
    ...epci.map(({ code, name, population }, index) => ({
      code,
      name,
      kind: 'epci' as const,
      population,
      beneficiaries: beneficiaries([code]),
      epci: [index],
    })),
    ...territory.agencies.map(agency => {
      const own = agency.epci.flatMap(code => indexOf.get(code) ?? [])
      return {
        code: `agence:${agency.name}`,
        name: agency.name,
        kind: 'agence' as const,
        population: own.reduce((sum, index) => sum + (epci[index]?.population ?? 0), 0),
        beneficiaries: beneficiaries(own.map(index => epci[index]?.code ?? '')),
        epci: own,
      }
    }),
  ]
}
