import type { Rejection } from '../common/rejection.ts'
import type { LedgerDeps } from './deps.ts'

/** A rejection with the offer it fell on. */
export type RefusedOffer = Rejection & { source: string; key: string; name: string }

/** Rejections that stand today, the most recent offers first. @param most default 2000, enough to group by cause */
export async function refusedOffers(
  { db }: Pick<LedgerDeps, 'db'>,
  most = 2000,
): Promise<{ total: number; list: RefusedOffer[] }> {
  const { n } = await db
    .selectFrom('offers')
    .select(e => e.fn.countAll().as('n'))
    .where('rejection', 'is not', null)
    .executeTakeFirstOrThrow()
  const rows = await db
    .selectFrom('offers')
    .select(['source', 'key', 'name', 'rejection'])
    .where('rejection', 'is not', null)
    .orderBy('last_seen', 'desc')
    .orderBy('source')
    .orderBy('key')
    .limit(most)
    .execute()
  return {
    total: Number(n),
    list: rows.map(row => ({
      ...(JSON.parse(row.rejection ?? 'null') as Rejection),
      source: row.source,
      key: row.key,
      name: row.name,
    })),
  }
}
