import { canonicalJson } from '../common/digest.ts'
import { fromJson, type LedgerDeps, stamp } from './deps.ts'
import type { Tables } from './schema.ts'

/** What waits for a person. */
export type InboxKind = 'quarantine' | 'match' | 'structure' | 'conflict' | 'rejection' | 'unknown-value' | 'doubt'

export interface InboxItem {
  id: string
  kind: InboxKind
  source: string
  key: string | null
  /** One open item per subject, e.g. `conflict:pem-s:12`. */
  subject: string
  /** French, one line. */
  title: string
  /** What a person needs to decide; shape by kind, see `src/sync/inbox-detail.ts`. */
  detail: unknown
  run: string | null
  opened: string
  closed: string | null
  decision: unknown
  decidedBy: string | null
}

export interface InboxEntry {
  kind: InboxKind
  source: string
  key: string | null
  subject: string
  title: string
  detail: unknown
  run: string | null
}

export function inboxOf({ db, clock, newId }: LedgerDeps) {
  return {
    /**
     * Puts something before a person. The same subject is refreshed, not doubled;
     * what a person already closed comes back only when its detail is no longer what they saw.
     */
    async put(entry: InboxEntry): Promise<void> {
      const detail = canonicalJson(entry.detail)
      const last = await db
        .selectFrom('inbox')
        .select(['id', 'detail', 'closed', 'decided_by'])
        .where('subject', '=', entry.subject)
        .orderBy('opened', 'desc')
        .orderBy('id', 'desc')
        .executeTakeFirst()
      if (last !== undefined && last.closed === null) {
        if (last.detail !== detail)
          await db
            .updateTable('inbox')
            .set({ detail, title: entry.title, run: entry.run })
            .where('id', '=', last.id)
            .execute()
        return
      }
      if (last !== undefined && last.decided_by !== null && last.detail === detail) return
      await db
        .insertInto('inbox')
        .values({
          id: newId('item'),
          kind: entry.kind,
          source: entry.source,
          key: entry.key,
          subject: entry.subject,
          title: entry.title,
          detail,
          run: entry.run,
          opened: stamp(clock),
          closed: null,
          decision: null,
          decided_by: null,
        })
        .execute()
    },
    /** A person decided. @returns false when it was closed before */
    async decide(id: string, decision: unknown, by: string): Promise<boolean> {
      const done = await db
        .updateTable('inbox')
        .set({ closed: stamp(clock), decision: JSON.stringify(decision), decided_by: by })
        .where('id', '=', id)
        .where('closed', 'is', null)
        .executeTakeFirst()
      return done.numUpdatedRows === 1n
    },
    /** Open items of these kinds, with what tells whether their trouble is over. */
    async openOf(source: string, kinds: InboxKind[]): Promise<Pick<InboxItem, 'id' | 'subject' | 'key'>[]> {
      return db
        .selectFrom('inbox')
        .select(['id', 'subject', 'key'])
        .where('source', '=', source)
        .where('kind', 'in', kinds)
        .where('closed', 'is', null)
        .execute()
    },
    /** The trouble went away by itself. */
    async resolve(id: string): Promise<void> {
      await db
        .updateTable('inbox')
        .set({ closed: stamp(clock), decision: JSON.stringify({ action: 'resolved' }) })
        .where('id', '=', id)
        .execute()
    },
    /** The trouble went away by itself: open items of these kinds whose subject is not in `still` are closed. @param over whether the run could tell, by key of offer */
    async sweep(
      source: string,
      kinds: InboxKind[],
      still: ReadonlySet<string>,
      over: (key: string | null) => boolean = () => true,
    ): Promise<void> {
      for (const item of await this.openOf(source, kinds))
        if (!still.has(item.subject) && over(item.key)) await this.resolve(item.id)
    },
    async read(id: string): Promise<InboxItem | null> {
      const row = await db.selectFrom('inbox').selectAll().where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : toItem(row)
    },
    /** Open items, oldest first. */
    async open(filter: { source?: string; kind?: InboxKind; key?: string } = {}): Promise<InboxItem[]> {
      let query = db.selectFrom('inbox').selectAll().where('closed', 'is', null).orderBy('opened').orderBy('id')
      if (filter.source !== undefined) query = query.where('source', '=', filter.source)
      if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind)
      if (filter.key !== undefined) query = query.where('key', '=', filter.key)
      return (await query.execute()).map(toItem)
    },
    /** Every item of one offer, open or closed, oldest first. */
    async of(source: string, key: string): Promise<InboxItem[]> {
      const rows = await db
        .selectFrom('inbox')
        .selectAll()
        .where('source', '=', source)
        .where('key', '=', key)
        .orderBy('opened')
        .orderBy('id')
        .execute()
      return rows.map(toItem)
    },
  }
}

function toItem(row: Tables['inbox']): InboxItem {
  return {
    id: row.id,
    kind: row.kind as InboxKind,
    source: row.source,
    key: row.key,
    subject: row.subject,
    title: row.title,
    detail: JSON.parse(row.detail) as unknown,
    run: row.run,
    opened: row.opened,
    closed: row.closed,
    decision: fromJson(row.decision),
    decidedBy: row.decided_by,
  }
}
