import type { Kysely } from 'kysely'
import type { Tables } from '../../ledger/schema.ts'

/** Offers of each source, without those retired. Reads an index only, never the records. */
export async function offerCounts(db: Kysely<Tables>): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('offers')
    .select(e => ['source', e.fn.countAll().as('n')] as const)
    .where('state', '<>', 'retired')
    .groupBy('source')
    .execute()
  return new Map(rows.map(row => [row.source, Number(row.n)]))
}
