import { atKey } from '../common/at-key.ts'
import type { CoverageGeography } from './geography.ts'
import type { Alike, Placed } from './input.ts'

/** How an offer reaches the inhabitants of an EPCI, as a number so that the nearest way is the greatest. */
export const REACH = { none: 0, by_zone: 1, remote: 2, on_site: 3 } as const

/** One way of `REACH` per EPCI, in the order of `CoverageGeography.epci`. */
export type ReachByEpci = Uint8Array

/** The country, in either of its codes: an offer reaches the whole département. */
const EVERYWHERE: ReadonlySet<string> = new Set(['france', '99100'])

/**
 * A zone that holds one commune of an EPCI reaches that EPCI; an unknown zone reaches only where the offer receives.
 * @returns a function to be used for all offers: it keeps an index of the places
 */
export function reachFinder(department: string, geography: CoverageGeography): (offer: Placed) => ReachByEpci {
  const places = epciOfPlaces(geography)
  return service => {
    const reach = new Uint8Array(geography.epci.length)
    const modes = service.modes_accueil ?? []
    const elsewhere = modes.includes('a-distance') ? REACH.remote : REACH.by_zone
    for (const code of service.zone_eligibilite ?? []) {
      if (EVERYWHERE.has(code) || code === department) reach.fill(elsewhere)
      else mark(reach, places.get(code), elsewhere)
    }
    if (receivesPeople(service)) mark(reach, places.get(service.code_insee ?? ''), REACH.on_site)
    return reach
  }
}

/** A service that does not say how it receives does so where it is. */
function receivesPeople({ modes_accueil }: Pick<Placed, 'modes_accueil'>): boolean {
  const modes = modes_accueil ?? []
  return modes.length === 0 || modes.includes('en-presentiel')
}

/** Code of the EPCI where a service receives people; null: nowhere in the département, or only at a distance. */
export function epciOnSite(service: Placed, { epciOf, epci }: CoverageGeography): string | null {
  const { code_insee } = service
  if (code_insee === null || !receivesPeople(service)) return null
  return epciOf.get(code_insee) ?? epci.find(({ code }) => code === code_insee)?.code ?? null
}

/** The same of the offers that the robot follows. @returns a function to be used for all of them */
export function onSiteFinder(
  geography: CoverageGeography,
  placedOf: (offer: Alike) => Placed,
): (offer: Alike) => string | null {
  const known = new Map<Placed, string | null>()
  return offer => atKey(known, placedOf(offer), placed => epciOnSite(placed, geography))
}

/** Place of the EPCI in the list, by code of the EPCI and of each of its communes. */
function epciOfPlaces({ epci, epciOf }: CoverageGeography): Map<string, number> {
  const places = new Map(epci.map(({ code }, index) => [code, index]))
  for (const [commune, code] of epciOf) {
    const index = places.get(code)
    if (index !== undefined) places.set(commune, index)
  }
  return places
}

function mark(reach: ReachByEpci, epci: number | undefined, how: number): void {
  if (epci !== undefined) reach[epci] = how
}

/** The nearest way among some EPCI, as places in the list. */
export function nearest(reach: ReachByEpci, epci: readonly number[]): number {
  let best: number = REACH.none
  for (const index of epci) best = Math.max(best, reach[index] ?? REACH.none)
  return best
}
