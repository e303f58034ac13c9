import { fromJson, type LedgerDeps, stamp } from './deps.ts'
import { type KeptReading, packReadings, readingsOf } from './kept-reading.ts'
import type { Tables } from './schema.ts'

/** When all that a source holds in DORA was last found as the ledger has it. */
export interface AsOf {
  /** The run that found it so; what it did not see was not compared. */
  run: string
  /** Latest change in DORA before that comparison, ISO. */
  newest: string
  /** When each structure was last read for it, ISO. */
  whole: string
}

/** What the ledger remembers of a source as a whole. */
export interface SourceMemory {
  id: string
  /** Fingerprint of mapping + configuration of the last plan that was applied. */
  configuration: string | null
  /** ISO instant; its age is what is watched. */
  lastSuccess: string | null
  lastOutcome: string | null
  /** Who asked for a pass or a simulation last, and when. */
  asked: { by: string; at: string } | null
  /** Null: nothing is known without reading DORA. */
  asOf: AsOf | null
}

/** All but what is only read to compare. */
const MEMORY = ['id', 'configuration', 'last_success', 'last_outcome', 'asked_by', 'asked_at', 'as_of'] as const

export function sourcesOf({ db, clock }: LedgerDeps) {
  return {
    async read(id: string): Promise<SourceMemory> {
      const row = await db.selectFrom('sources').select(MEMORY).where('id', '=', id).executeTakeFirst()
      return row
        ? toMemory(row)
        : { id, configuration: null, lastSuccess: null, lastOutcome: null, asked: null, asOf: null }
    },
    async list(): Promise<SourceMemory[]> {
      const rows = await db.selectFrom('sources').select(MEMORY).orderBy('id').execute()
      return rows.map(toMemory)
    },
    /** The fence opens: this configuration has been applied once. */
    async setConfiguration(id: string, configuration: string): Promise<void> {
      await db
        .insertInto('sources')
        .values({ id, configuration })
        .onConflict(c => c.column('id').doUpdateSet({ configuration }))
        .execute()
    },
    /** @param readings what may be believed instead of read, for as long as nothing moved since `asOf` */
    async setAsOf(id: string, asOf: AsOf, readings: readonly KeptReading[] = []): Promise<void> {
      const row = { as_of: JSON.stringify(asOf), kept: packReadings(asOf.run, readings) }
      await db
        .insertInto('sources')
        .values({ id, ...row })
        .onConflict(c => c.column('id').doUpdateSet(row))
        .execute()
    },
    /** What was kept with the `AsOf` of that run. */
    async readings(id: string, run: string): Promise<KeptReading[]> {
      const row = await db.selectFrom('sources').select('kept').where('id', '=', id).executeTakeFirst()
      return readingsOf(run, row?.kept ?? null)
    },
    /** Somebody asked for a pass or a simulation. */
    async ask(id: string, by: string): Promise<void> {
      const row = { asked_by: by, asked_at: stamp(clock) }
      await db
        .insertInto('sources')
        .values({ id, ...row })
        .onConflict(c => c.column('id').doUpdateSet(row))
        .execute()
    },
  }
}

function toMemory({
  id,
  configuration,
  last_success,
  last_outcome,
  asked_by,
  asked_at,
  as_of,
}: Pick<Tables['sources'], (typeof MEMORY)[number]>): SourceMemory {
  const asked = asked_by === null || asked_at === null ? null : { by: asked_by, at: asked_at }
  return { id, configuration, lastSuccess: last_success, lastOutcome: last_outcome, asked, asOf: fromJson(as_of) }
}
