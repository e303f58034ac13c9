import type { Rejection, Whose } from '../common/rejection.ts'
import type { NormalisedOffer } from '../normalise/contract.ts'
import type { OfferOutcome, Sighting } from '../sync/contract.ts'
import { fromJson, type LedgerDeps } from './deps.ts'
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

export function offersOf({ db }: LedgerDeps) {
  return {
    async list(source?: string): Promise<KnownOffer[]> {
      let query = db.selectFrom('offers').selectAll().orderBy('source').orderBy('key')
      if (source !== undefined) query = query.where('source', '=', source)
      return (await query.execute()).map(toOffer)
    },
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
      const usable = sighting.record === null ? {} : { record: JSON.stringify(sighting.record) }
      const rest = {
        name: sighting.name,
        last_seen: sighting.version,
        misses: 0,
        version: sighting.version,
        fingerprint: sighting.fingerprint,
        rejection: sighting.rejection === null ? null : JSON.stringify(sighting.rejection),
        run: sighting.run,
        ...usable,
      }
      await db
        .insertInto('offers')
        .values({
          source: sighting.source,
          key: sighting.key,
          first_seen: sighting.version,
          record: null,
          refused: null,
          state: 'waiting',
          reason: '',
          whose: null,
          ...rest,
        })
        .onConflict(c => c.columns(['source', 'key']).doUpdateSet(rest).where('offers.version', '<=', sighting.version))
        .execute()
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
  return {
    source: row.source,
    key: row.key,
    name: row.name,
    firstSeen: row.first_seen,
    lastSeen: row.last_seen,
    misses: row.misses,
    version: row.version,
    fingerprint: row.fingerprint,
    record: fromJson(row.record),
    rejection: fromJson(row.rejection),
    refused: row.refused,
    state: row.state as OfferOutcome['state'],
    reason: row.reason,
    whose: row.whose as Whose | null,
    run: row.run,
  }
}
