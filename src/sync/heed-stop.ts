import { frenchDate } from '../common/french.ts'
import { HarvestError } from '../harvest/connector.ts'
import type { RunFetcher } from '../harvest/fetcher.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { PartnerStop } from '../ledger/stops.ts'

/** What people read where a stop keeps a site from being read. */
export function stopWords({ since }: Pick<PartnerStop, 'since'>): string {
  return `Le partenaire a demandé le ${frenchDate(since)} que son site ne soit plus lu : rien n’est lu tant que cet arrêt n’est pas levé.`
}

/** The fetcher, which asks before each request whether the partner has asked to stop meanwhile. */
export function heedStop(fetcher: RunFetcher, partner: string, { stops }: Pick<Ledger, 'stops'>): RunFetcher {
  async function ask(address: string): Promise<void> {
    const stop = await stops.standing(partner)
    if (stop !== null) throw new HarvestError('arret-demande', stopWords(stop), 'partenaire', address)
  }
  return {
    async get(address, options) {
      await ask(address)
      return fetcher.get(address, options)
    },
    async stream(address, options) {
      await ask(address)
      return fetcher.stream(address, options)
    },
    close: () => fetcher.close(),
  }
}
