import { categoryOf, labelOf } from '../reference/referentiels.ts'
import type { CoverageGeography } from './geography.ts'
import type { CoverageInput } from './input.ts'
import { placedOffer, publicScore, publicService } from './public-service.ts'
import { isPublished, seenByPublic } from './published.ts'
import { epciOnSite } from './reach.ts'
import type { ServiceRow } from './report-contract.ts'

/** The services one by one, in the order of the input; an offer that its partner took away is not among them. */
export function serviceRows(
  { convention, sources, offers, date }: CoverageInput,
  geography: CoverageGeography,
): ServiceRow[] {
  const names = new Map(convention.partners.map(partner => [partner.id, partner.name]))
  const partnerOf = new Map(sources.map(source => [source.id, source.partner]))
  return offers
    .filter(each => each.state !== 'retired')
    .map(each => {
      const { source, key, service, structure, actions } = each.offer
      const partner = partnerOf.get(source) ?? source
      const categories = new Set((publicService(each).thematiques ?? []).map(categoryOf))
      return {
        source,
        key,
        name: service.nom,
        structure: structure.nom,
        partner,
        partner_name: names.get(partner) ?? partner,
        lines: actions,
        status: each.status ?? 'none',
        published: isPublished(each, date),
        slug: each.slug,
        confirmed: each.confirmedAt,
        score: publicScore(each, date),
        categories: [...categories].map(category => labelOf('categories', category)).sort(),
        seen: seenByPublic(each, date),
        epci: epciOnSite(placedOffer(each), geography),
      }
    })
}
