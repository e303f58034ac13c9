import { frenchOrder } from '../common/french-order.ts'
import { officialGeography } from '../reference/official-geography.ts'

/** What the report needs to know of a département's territory. */
export interface CoverageGeography {
  /** EPCI of each commune of the département, by commune code; of those that another took in since too, under the code that they had. */
  epciOf: ReadonlyMap<string, string>
  /** In alphabetical order. The population is that of the communes of this département only, for an EPCI that crosses its border. */
  epci: readonly { code: string; name: string; population: number }[]
}

/** From the Code officiel géographique. @param department code, e.g. `35` */
export function geographyOf(department: string): CoverageGeography {
  const cog = officialGeography()
  const epciOf = new Map<string, string>()
  const populations = new Map<string, number>()
  for (const commune of cog.communesOfDepartment(department)) {
    if (commune.epci === null) continue
    epciOf.set(commune.code, commune.epci)
    populations.set(commune.epci, (populations.get(commune.epci) ?? 0) + commune.population)
  }
  for (const { code, now } of cog.formerOfDepartment(department)) if (now.epci !== null) epciOf.set(code, now.epci)
  const epci = [...populations].map(([code, population]) => ({
    code,
    name: cog.epci(code)?.name ?? code,
    population,
  }))
  return { epciOf, epci: epci.sort((a, b) => frenchOrder(a.name, b.name) || (a.code < b.code ? -1 : 1)) }
}
