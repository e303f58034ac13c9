import type { CoverageInput } from './input.ts'
import { isPublished } from './published.ts'
import type { SourceAccount } from './report-contract.ts'

/** Each source with its last reading and what it brings, in the order of the input. */
export function sourceAccounts({ convention, sources, offers, date }: CoverageInput): SourceAccount[] {
  const names = new Map(convention.partners.map(partner => [partner.id, partner.name]))
  const offersOf = Map.groupBy(
    offers.filter(each => each.state !== 'retired'),
    each => each.offer.source,
  )
  return sources.map(({ id, name, partner, lastSuccess, standing }) => ({
    id,
    name,
    partner,
    partner_name: names.get(partner) ?? partner,
    last_success: lastSuccess,
    standing: standing?.word ?? null,
    late: standing?.late ?? false,
    offers: offersOf.get(id)?.length ?? 0,
    published: offersOf.get(id)?.filter(each => isPublished(each, date)).length ?? 0,
  }))
}
