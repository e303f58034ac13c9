import type { LedgerDeps } from './deps.ts'

/** What the ledger remembers of a source as a whole. */
export interface SourceMemory {
  id: string
  /** Fingerprint of mapping + configuration of the last plan that was applied. */
  configuration: string | null
  /** ISO instant; its age is what is watched. */
  lastSuccess: string | null
  lastOutcome: string | null
}

export function sourcesOf({ db }: LedgerDeps) {
  return {
    async read(id: string): Promise<SourceMemory> {
      const row = await db.selectFrom('sources').selectAll().where('id', '=', id).executeTakeFirst()
      return {
        id,
        configuration: row?.configuration ?? null,
        lastSuccess: row?.last_success ?? null,
        lastOutcome: row?.last_outcome ?? null,
      }
    },
    async list(): Promise<SourceMemory[]> {
      const rows = await db.selectFrom('sources').selectAll().orderBy('id').execute()
      return rows.map(row => ({
        id: row.id,
        configuration: row.configuration,
        lastSuccess: row.last_success,
        lastOutcome: row.last_outcome,
      }))
    },
    /** The fence opens: this configuration has been applied once. */
    async setConfiguration(id: string, configuration: string): Promise<void> {
      await db
        .insertInto('sources')
        .values({ id, configuration, last_success: null, last_outcome: null })
        .onConflict(c => c.column('id').doUpdateSet({ configuration }))
        .execute()
    },
  }
}
