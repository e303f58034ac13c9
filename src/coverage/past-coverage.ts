import { catalogueAccount } from './catalogue.ts'
import { type CoverageGeography, geographyOf } from './geography.ts'
import type { CensusInput, Territory } from './input.ts'
import type { CoverageReport } from './report-contract.ts'
import { territoryCoverage } from './territory.ts'

/** What is told of territories: of a whole report, or of a past census. */
export type Territories = Pick<
  CoverageReport,
  | 'date'
  | 'areas'
  | 'agencies_inferred'
  | 'map'
  | 'outlines'
  | 'beneficiaries_source'
  | 'catalogue'
  | 'cells'
  | 'deserts'
>

/** The territories as a past census found them, EPCI by EPCI, drawn as today's report draws them. Pure. */
export function pastCoverage(
  census: CensusInput,
  today: Pick<CoverageReport, 'department' | 'territory' | 'areas' | 'map' | 'outlines' | 'beneficiaries_source'>,
  geography: CoverageGeography = geographyOf(today.department),
): Territories {
  const { map, outlines, beneficiaries_source } = today
  const input = { date: census.taken, offers: [], census, territory: epciOf(today) }
  return {
    date: census.taken,
    agencies_inferred: false,
    map,
    outlines,
    beneficiaries_source,
    catalogue: catalogueAccount(input),
    ...territoryCoverage(input, geography),
  }
}

/** The EPCI alone, with the beneficiaries that a report was given. */
function epciOf({
  department,
  territory,
  areas,
  beneficiaries_source: source,
}: Parameters<typeof pastCoverage>[1]): Territory {
  const byEpci = Object.fromEntries(
    areas.flatMap(({ kind, code, beneficiaries }) =>
      kind === 'epci' && beneficiaries !== null ? [[code, beneficiaries]] : [],
    ),
  )
  return {
    department,
    name: territory,
    agencies: [],
    beneficiaries: source === null ? null : { source, byEpci },
  }
}
