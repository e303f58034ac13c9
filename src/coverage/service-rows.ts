import { atKey } from '../common/at-key.ts'
import { categoryOf, labelOf } from '../reference/referentiels.ts'
import { rowsOf } from './alike.ts'
import type { Alike, AnyInput, OfferRow } from './input.ts'
import { LikeRows } from './like-rows.ts'
import { publicScore, publicService } from './public-service.ts'
import { isPublished, seenByPublic } from './published.ts'
import type { CoverageReport, ServiceRow } from './report-contract.ts'

/** The services one by one, in the order of the input; an offer that its partner took away is not among them. */
export function serviceRows(
  { convention, sources, offers, date }: AnyInput,
  onSite: (like: Alike) => string | null,
): CoverageReport['services'] {
  const names = new Map(convention.partners.map(partner => [partner.id, partner.name]))
  const partnerOf = new Map(sources.map(source => [source.id, source.partner]))
  const categoriesOf = new Map<string[] | null, string[]>()
  const categories = (themes: string[] | null) =>
    [...new Set((themes ?? []).map(categoryOf))].map(category => labelOf('categories', category)).sort()
  const likeOf = ({ like, ...own }: OfferRow): ServiceRow => {
    const { source, structure, actions } = like.offer
    const partner = partnerOf.get(source) ?? source
    return {
      source,
      key: own.key,
      name: own.name,
      structure: structure.nom,
      partner,
      partner_name: names.get(partner) ?? partner,
      lines: actions,
      status: like.status ?? 'none',
      published: isPublished(like, date),
      slug: own.slug,
      confirmed: like.confirmedAt,
      score: publicScore(like, date),
      categories: atKey(categoriesOf, publicService(like).thematiques, categories),
      seen: seenByPublic(like, date),
      epci: onSite(like),
    }
  }
  const known = new Map<Alike, ServiceRow>()
  const rows = rowsOf(offers).filter(({ like }) => like.state !== 'retired')
  return new LikeRows(
    rows.map(row => atKey(known, row.like, () => likeOf(row))),
    { key: rows.map(({ key }) => key), name: rows.map(({ name }) => name), slug: rows.map(({ slug }) => slug) },
  )
}
