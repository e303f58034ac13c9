import type { CensusService, CensusStructure } from '../ledger/census-records.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { type Double, doubleServices, doubleStructures } from './doubles.ts'

export interface Doubles {
  structures: Double<CensusStructure>[]
  services: Double<CensusService>[]
}

/** What the last census holds that may be in DORA twice. */
export async function readDoubles({ census }: Pick<Ledger, 'census'>): Promise<Doubles> {
  const services = await Array.fromAsync(census.standing())
  const places = new Map(services.map(({ structure, postalCode }) => [structure, postalCode]))
  return {
    structures: doubleStructures(await census.homes(), slug => places.get(slug) ?? null),
    services: doubleServices(services),
  }
}
