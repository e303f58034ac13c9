import { type LedgerDeps, stamp } from './deps.ts'

/** A dated report as it was: bytes that never change. */
export interface Snapshot {
  id: string
  /** `YYYY-MM-DD` */
  date: string
  /** e.g. `application/json` */
  media: string
  bytes: Uint8Array
  stored: string
}

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
