import { sql } from 'kysely'
import type { DoraStatus } from '../dora/port.ts'
import type { LedgerDeps } from './deps.ts'

/** An offer that ends, out of what lists look for: no record is opened. */
export interface EndingLine {
  source: string
  key: string
  name: string
  lastSeen: string
  slug: string | null
  status: DoraStatus | null
  /** Last day that the partner tells, `YYYY-MM-DD`. */
  ends: string | null
  /** Last day that only the convention gives, when the partner tells none. */
  supposedEnd: string | null
}

/** Offers in force whose told end is on `horizon` or before, or whose convention ended before `today`; both `YYYY-MM-DD`. */
export async function endingLines(
  { db }: Pick<LedgerDeps, 'db'>,
  today: string,
  horizon: string,
): Promise<EndingLine[]> {
  const told = db
    .selectFrom('offers_facets')
    .select(['source', 'key', 'ends', 'supposed_end'])
    .where('ends', '<=', horizon)
  const supposed = db
    .selectFrom('offers_facets')
    .select(['source', 'key', 'ends', 'supposed_end'])
    // Not «is null»: the index of ends would be walked over all that have none.
    .where(sql<string>`coalesce(ends, '')`, '=', '')
    .where('supposed_end', '<', today)
  const rows = await db
    .selectFrom(told.unionAll(supposed).as('near'))
    .innerJoin('offers', join => join.onRef('offers.source', '=', 'near.source').onRef('offers.key', '=', 'near.key'))
    .leftJoin('links', join => join.onRef('links.source', '=', 'near.source').onRef('links.key', '=', 'near.key'))
    .select([
      'offers.source',
      'offers.key',
      'offers.name',
      'offers.last_seen as lastSeen',
      'links.slug',
      'links.status',
      'near.ends',
      'near.supposed_end as supposedEnd',
    ])
    .where('offers.state', '<>', 'retired')
    .where(e => e.or([e('links.status', 'is', null), e('links.status', '<>', 'ARCHIVED')]))
    .execute()
  return rows.map(row => ({ ...row, status: row.status as DoraStatus | null }))
}
