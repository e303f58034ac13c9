import { type LedgerDeps, stamp } from './deps.ts'
import type { Tables } from './schema.ts'

/** A dated report as it was: bytes that never change. */
export type Snapshot = Tables['snapshots']

export function snapshotsOf({ db, clock, newId }: LedgerDeps) {
  return {
    async save(date: string, media: string, bytes: Uint8Array): Promise<string> {
      const id = newId('snapshot')
      await db
        .insertInto('snapshots')
        .values({ id, date, media, bytes, stored: stamp(clock) })
        .execute()
      return id
    },
    async read(id: string): Promise<Snapshot | null> {
      const row = await db.selectFrom('snapshots').selectAll().where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : { ...row, bytes: new Uint8Array(row.bytes) }
    },
    /** Latest date first. */
    async list(limit = 100): Promise<Omit<Snapshot, 'bytes'>[]> {
      return db
        .selectFrom('snapshots')
        .select(['id', 'date', 'media', 'stored'])
        .orderBy('date', 'desc')
        .orderBy('stored', 'desc')
        .limit(limit)
        .execute()
    },
  }
}
