import type { Finding, NormalisedOffer } from '../normalise/normalised-offer.ts'
import type { RefusedValue } from './choices.ts'
import type { LedgerDeps } from './deps.ts'

/** An offer that DORA holds as a draft: nobody of the public sees it. */
export interface DraftOffer {
  source: string
  key: string
  name: string
  slug: string
  /** What DORA's form asks before it can be published. */
  missing: Finding[]
}

/** Drafts of offers that are still there, by source and name; without those that a person wants to stay drafts. @param most default 500 */
export async function draftOffers({ db }: Pick<LedgerDeps, 'db'>, most = 500): Promise<DraftOffer[]> {
  const rows = await db
    .selectFrom('links')
    .innerJoin('offers', join => join.onRef('links.source', '=', 'offers.source').onRef('links.key', '=', 'offers.key'))
    .leftJoin('choices', join =>
      join
        .onRef('choices.source', '=', 'links.source')
        .onRef('choices.key', '=', 'links.key')
        .on('choices.topic', '=', 'refused:status'),
    )
    .select(['offers.source', 'offers.key', 'offers.name', 'offers.record', 'links.slug', 'choices.value'])
    .where('links.status', '=', 'DRAFT')
    .where('offers.state', '<>', 'retired')
    .orderBy('offers.source')
    .orderBy('offers.sort')
    .orderBy('offers.key')
    .limit(most)
    .execute()
  return rows.flatMap(({ record, value, ...row }) => {
    if (value !== null && (JSON.parse(value) as RefusedValue).ours === 'PUBLISHED') return []
    const findings = record === null ? [] : (JSON.parse(record) as NormalisedOffer).findings
    return [{ ...row, missing: findings.filter(({ code }) => code === 'manque-pour-publier') }]
  })
}
