import { type LedgerDeps, stamp } from './deps.ts'
import type { AuditEvent, EventAction, NewEvent } from './event.ts'

export function eventsOf({ db, clock, newId }: LedgerDeps) {
  return {
    async add({ actor, action, source = null, key = null, detail = {} }: NewEvent): Promise<void> {
      const row = { id: newId('event'), at: stamp(clock), actor, action, source, key, detail: JSON.stringify(detail) }
      await db.insertInto('events').values(row).execute()
    },
    /** Latest first. `before`: those older than this one. */
    async list(
      filter: {
        source?: string
        key?: string
        action?: EventAction
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
      // What an older version wrote without a detail has an empty one.
      return rows.map(row => ({ ...row, detail: JSON.parse(row.detail) ?? {} }) as AuditEvent)
    },
  }
}
