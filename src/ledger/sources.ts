import { type LedgerDeps, stamp } from './deps.ts'
import type { Tables } from './schema.ts'

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
}

export function sourcesOf({ db, clock }: LedgerDeps) {
  return {
    async read(id: string): Promise<SourceMemory> {
      const row = await db.selectFrom('sources').selectAll().where('id', '=', id).executeTakeFirst()
      return row ? toMemory(row) : { id, configuration: null, lastSuccess: null, lastOutcome: null, asked: null }
    },
    async list(): Promise<SourceMemory[]> {
      const rows = await db.selectFrom('sources').selectAll().orderBy('id').execute()
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
}: Tables['sources']): SourceMemory {
  const asked = asked_by === null || asked_at === null ? null : { by: asked_by, at: asked_at }
  return { id, configuration, lastSuccess: last_success, lastOutcome: last_outcome, asked }
}
