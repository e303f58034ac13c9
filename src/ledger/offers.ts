import { type Kysely, sql } from 'kysely'
import type { Rejection, Whose } from '../common/rejection.ts'
import { fold } from '../common/text.ts'
import type { NormalisedOffer } from '../normalise/normalised-offer.ts'
import { fromJson, type LedgerDeps } from './deps.ts'
import { draftOffers } from './draft-offers.ts'
import { hasFacets, keepFacets } from './keep-facets.ts'
import { keptRecord, wholeRecord } from './kept-record.ts'
import { offerFacets } from './offer-facets.ts'
import { type OfferQuery, offersPage } from './offers-page.ts'
import type { OfferOutcome, Sighting } from './plan.ts'
import { refusedOffers } from './refused-offers.ts'
import type { Tables } from './schema.ts'

/** One offer as the source last showed it. */
export interface KnownOffer {
  source: string
  key: string
  name: string
  firstSeen: string
  lastSeen: string
  /** Complete runs in a row without it; 0 = seen last time. */
  misses: number
  version: string
  fingerprint: string | null
  record: NormalisedOffer | null
  rejection: Rejection | null
  /** Fingerprint that DORA refused. */
  refused: string | null
  state: OfferOutcome['state']
  reason: string
  whose: Whose | null
  run: string
}

/** The same without the record, which is most of its weight. */
export type KnownLine = Omit<KnownOffer, 'record'>

const LINE = [
  'source',
  'key',
  'name',
  'first_seen',
  'last_seen',
  'misses',
  'version',
  'fingerprint',
  'rejection',
  'refused',
  'state',
  'reason',
  'whose',
  'run',
] as const
type LineRow = Pick<Tables['offers'], (typeof LINE)[number]>

/** Offers read at once when a source is walked through. */
const PAGE = 500

export function offersOf({ db }: LedgerDeps) {
  return {
    async list(source?: string): Promise<KnownOffer[]> {
      let query = db.selectFrom('offers').selectAll().orderBy('source').orderBy('key')
      if (source !== undefined) query = query.where('source', '=', source)
      return (await query.execute()).map(toOffer)
    },
    /** Those of these keys that are known. */
    async lines(source: string, keys: readonly string[]): Promise<KnownLine[]> {
      if (keys.length === 0) return []
      const rows = await db
        .selectFrom('offers')
        .select(LINE)
        .where('source', '=', source)
        .where('key', 'in', keys)
        .execute()
      return rows.map(toLine)
    },
    /** Those of these offers that are known, of whatever source, in one reading. */
    async linesOf(offers: readonly { source: string; key: string }[]): Promise<KnownLine[]> {
      if (offers.length === 0) return []
      const keys = Map.groupBy(offers, ({ source }) => source)
      const rows = await db
        .selectFrom('offers')
        .select(LINE)
        .where(e =>
          e.or(
            [...keys].map(([source, of]) =>
              e.and([e('source', '=', source), e('key', 'in', [...new Set(of.map(({ key }) => key))])]),
            ),
          ),
        )
        .execute()
      return rows.map(toLine)
    },
    /** Lines of the convention that each offer of these sources answers, as last read. */
    async actionsOf(sources: readonly string[]): Promise<{ source: string; key: string; actions: string[] }[]> {
      if (sources.length === 0) return []
      const rows = await db
        .selectFrom('offers_facets')
        .select(['source', 'key', 'actions'])
        .where('source', 'in', sources)
        .where('actions', '<>', '')
        .orderBy('source')
        .orderBy('key')
        .execute()
      return rows.map(({ actions, ...offer }) => ({ ...offer, actions: actions.trim().split(' ') }))
    },
    /** Every offer of a source by key, some in memory at a time. */
    async *pages(source: string): AsyncGenerator<KnownLine[], void> {
      let rows: LineRow[] = []
      do {
        const last = rows.at(-1)
        let query = db.selectFrom('offers').select(LINE).where('source', '=', source).orderBy('key').limit(PAGE)
        if (last !== undefined) query = query.where('key', '>', last.key)
        rows = await query.execute()
        yield rows.map(toLine)
      } while (rows.length === PAGE)
    },
    /** Offers of a source that are not retired. */
    async countLive(source: string): Promise<number> {
      const row = await db
        .selectFrom('offers')
        .select(e => e.fn.countAll().as('n'))
        .where('source', '=', source)
        .where('state', '<>', 'retired')
        .executeTakeFirst()
      return Number(row?.n ?? 0)
    },
    countLiveBySource: () => countLive(db),
    rename: (source: string, from: string, to: string) => renameOffer({ db }, source, from, to),
    page: (query: OfferQuery) => offersPage({ db }, query),
    refused: (most?: number) => refusedOffers({ db }, most),
    drafts: (most?: number) => draftOffers({ db }, most),
    async read(source: string, key: string): Promise<KnownOffer | null> {
      const row = await db
        .selectFrom('offers')
        .selectAll()
        .where('source', '=', source)
        .where('key', '=', key)
        .executeTakeFirst()
      return row === undefined ? null : toOffer(row)
    },
    /** The offer was in the source: its absences are forgotten. A rejected version keeps the last usable record. */
    async saw(sighting: Sighting): Promise<void> {
      const usable = sighting.record === null ? {} : keptRecord(sighting.record)
      const rest = {
        name: sighting.name,
        sort: fold(sighting.name),
        last_seen: sighting.version,
        misses: 0,
        version: sighting.version,
        fingerprint: sighting.fingerprint,
        rejection: sighting.rejection === null ? null : JSON.stringify(sighting.rejection),
        run: sighting.run,
        ...usable,
      }
      const done = await db
        .insertInto('offers')
        .values({
          source: sighting.source,
          key: sighting.key,
          first_seen: sighting.version,
          record: null,
          provenance: null,
          refused: null,
          state: 'waiting',
          reason: '',
          whose: null,
          ...rest,
        })
        .onConflict(c => c.columns(['source', 'key']).doUpdateSet(rest).where('offers.version', '<=', sighting.version))
        .executeTakeFirst()
      if (done.numInsertedOrUpdatedRows === 0n) return
      // A rejected version keeps what is known of the last usable record.
      if (sighting.record !== null || !(await hasFacets(db, sighting)))
        await keepFacets(db, sighting, offerFacets(sighting.name, sighting.record))
    },
    /** A complete run went by without the offer; counted once per run. */
    async missed(source: string, key: string, run: string): Promise<void> {
      await db
        .updateTable('offers')
        .set(e => ({ misses: e('misses', '+', 1), run }))
        .where('source', '=', source)
        .where('key', '=', key)
        .where('run', '<>', run)
        .execute()
    },
    /** What became of it in its last run. */
    async settle(source: string, outcome: OfferOutcome, whose: Whose | null): Promise<void> {
      await db
        .updateTable('offers')
        .set({
          state: outcome.state,
          reason: outcome.reason,
          whose,
          rejection: outcome.rejection === undefined ? null : JSON.stringify(outcome.rejection),
        })
        .where('source', '=', source)
        .where('key', '=', outcome.key)
        .execute()
    },
    /** DORA refused this very content: it is not sent again until it, the mapping or the configuration moves. Null forgets. */
    async refuse(source: string, key: string, fingerprint: string | null, rejection: Rejection | null): Promise<void> {
      await db
        .updateTable('offers')
        .set({ refused: fingerprint, rejection: rejection === null ? null : JSON.stringify(rejection) })
        .where('source', '=', source)
        .where('key', '=', key)
        .execute()
    },
  }
}

function toOffer(row: Tables['offers']): KnownOffer {
  return { ...toLine(row), record: wholeRecord(row) }
}

function toLine(row: LineRow): KnownLine {
  return {
    source: row.source,
    key: row.key,
    name: row.name,
    firstSeen: row.first_seen,
    lastSeen: row.last_seen,
    misses: row.misses,
    version: row.version,
    fingerprint: row.fingerprint,
    rejection: fromJson(row.rejection),
    refused: row.refused,
    state: row.state as OfferOutcome['state'],
    reason: row.reason,
    whose: row.whose as Whose | null,
    run: row.run,
  }
}

/**
 * The same offer under a new key of its source: its service, what persons and its partner said of it, and its history follow.
 * Call it in a transaction.
 */
async function renameOffer({ db }: Pick<LedgerDeps, 'db'>, source: string, from: string, to: string): Promise<void> {
  for (const table of ['offers', 'links', 'choices'] as const)
    await db.deleteFrom(table).where('source', '=', source).where('key', '=', to).execute()
  for (const table of ['offers', 'links', 'choices', 'operations', 'inbox', 'statements', 'events'] as const)
    await db.updateTable(table).set({ key: to }).where('source', '=', source).where('key', '=', from).execute()
}

/**
 * How many offers of each source are there still, for every source that has any. Each source is found in the index after the one before, then
 * counted as a whole, less what is retired: twice as quick as looking at the state of every offer.
 */
async function countLive(db: Kysely<Tables>): Promise<Map<string, number>> {
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
