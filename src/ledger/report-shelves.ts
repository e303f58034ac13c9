import { campaignsOf } from './campaigns.ts'
import { censusOf } from './census.ts'
import type { LedgerDeps } from './deps.ts'
import type { Ledger } from './ledger.ts'
import { offerRows, standingRejections } from './offer-states.ts'
import { otherServicesOf } from './other-services.ts'
import { peopleOf } from './people.ts'
import { sourcesOf } from './sources.ts'
import { statementsOf } from './statements.ts'

/** What a report reads of the ledger. */
export type ReportShelves = Pick<
  Ledger,
  'sources' | 'census' | 'otherServices' | 'people' | 'campaigns' | 'statements' | 'offerRows' | 'rejections'
> & { offers: Pick<Ledger['offers'], 'read'> }

/** The same as the whole ledger has, without loading the rest: a thread begins with nothing. */
export function reportShelves(deps: LedgerDeps): ReportShelves {
  return {
    sources: sourcesOf(deps),
    census: censusOf(deps),
    otherServices: otherServicesOf(deps),
    people: peopleOf(deps),
    campaigns: campaignsOf(deps),
    statements: statementsOf(deps),
    offerRows: () => offerRows(deps),
    rejections: () => standingRejections(deps),
    // Few reports ask for the words of an offer.
    offers: { read: async (source, key) => (await import('./offers.ts')).offersOf(deps).read(source, key) },
  }
}
