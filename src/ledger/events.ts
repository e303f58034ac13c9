import { type LedgerDeps, stamp } from './deps.ts'

/** Who did what: decisions, approvals, pauses, plans applied. */
export interface AuditEvent {
  id: string
  at: string
  /** Name of a person, or `robot`. */
  actor: string
  /** Stable word, e.g. `plan-approuve`. */
  action: string
  source: string | null
  key: string | null
  detail: unknown
}

export function eventsOf({ db, clock, newId }: LedgerDeps) {
  return {
    async add(event: Omit<AuditEvent, 'id' | 'at'>): Promise<void> {
      await db
        .insertInto('events')
        .values({ ...event, id: newId('event'), at: stamp(clock), detail: JSON.stringify(event.detail ?? null) })
        .execute()
    },
    /** Latest first. `before`: those older than this one. */
    async list(
      filter: {
        source?: string
        key?: string
        action?: string
        limit?: number
        before?: Pick<AuditEvent, 'at' | 'id'>
      } = {},
    ): Promise<AuditEvent[]> {
      const { before } = filter
      let query = db.selectFrom('events').selectAll().orderBy('at', 'desc').orderBy('id', 'desc')
      if (filter.source !== undefined) query = query.where('source', '=', filter.source)
      if (filter.key !== undefined) query = query.where('key', '=', filter.key)
      if (filter.action !== undefined) query = query.where('action', '=', filter.action)
      if (before !== undefined) query = query.where(e => e(e.refTuple('at', 'id'), '<', e.tuple(before.at, before.id)))
      const rows = await query.limit(filter.limit ?? 200).execute()
      return rows.map(row => ({ ...row, detail: JSON.parse(row.detail) as unknown }))
    },
  }
}
