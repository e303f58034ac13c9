import { parisDay } from '../common/paris-day.ts'
import type { CensusInput, CountedService } from '../coverage/input.ts'
import type { HomeStanding } from '../dora/visibility.ts'
import { MOST_CENSUSES } from '../ledger/census-records.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { catalogueMonths } from './catalogue-months.ts'
import { countedService, otherService } from './counted-service.ts'

/**
 * What the last census knows, for the report of a day.
 * @param date `YYYY-MM-DD`
 * @returns also, by slug, whether the structure of each service lets it be seen; null: no census came to its end yet
 */
export async function censusInput(
  { census, otherServices }: Pick<Ledger, 'census' | 'otherServices'>,
  date: string,
): Promise<{ counted: CensusInput; homes: Map<string, HomeStanding | null> } | null> {
  const past = await census.list(MOST_CENSUSES)
  const [last] = past
  if (last === undefined) return null
  const services: CountedService[] = []
  const homes = new Map<string, HomeStanding | null>()
  for await (const service of census.standing()) {
    services.push(countedService(service, date))
    homes.set(service.slug, service.home)
  }
  const [file] = await otherServices.files()
  for (const service of await otherServices.all()) services.push(otherService(service))
  const taken = parisDay(new Date(last.started))
  const elsewhere = file === undefined ? null : parisDay(new Date(file.taken))
  const counted = { taken, elsewhere, ...(await census.countStructures()), services, months: catalogueMonths(past) }
  return { counted, homes }
}
