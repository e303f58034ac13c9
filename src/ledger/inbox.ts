import { canonicalJson } from '../common/digest.ts'
import { type Closing, type Decision, readClosing } from './decision.ts'
import { type LedgerDeps, stamp } from './deps.ts'
import { type InboxKind, type InboxQuestion, type NewQuestion, readQuestion } from './inbox-question.ts'
import type { Tables } from './schema.ts'

interface Asked {
  source: string
  key: string | null
  /** One open item per subject, e.g. `conflict:pem-s:12`. */
  subject: string
  /** French, one line. */
  title: string
  run: string | null
}

/** What is put before a person. */
export type InboxEntry = Asked & NewQuestion

/** What waits for a person, or waited. */
export type InboxItem = Asked &
  InboxQuestion & {
    id: string
    opened: string
    closed: string | null
    decision: Closing | null
    decidedBy: string | null
    /** An answer that waits until DORA can be looked at: what it points at, who gave it, when. */
    kept: { slug: string; by: string; at: string } | null
  }

/** An item of one kind. */
export type InboxItemOf<Kind extends InboxKind> = Extract<InboxItem, { kind: Kind }>

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
        // One that a person opened again is older than those that came and went since.
        .orderBy(e => e.case().when('closed', 'is', null).then(0).else(1).end())
        .orderBy('opened', 'desc')
        .orderBy('id', 'desc')
        .executeTakeFirst()
      if (last !== undefined && last.closed === null) {
        if (last.detail === detail) return
        const refreshed = await db
          .updateTable('inbox')
          .set({ detail, title: entry.title, run: entry.run })
          .where('id', '=', last.id)
          .where('closed', 'is', null)
          .executeTakeFirst()
        if (refreshed.numUpdatedRows > 0n) return
        // Somebody closed it meanwhile, and saw what it said before: this is asked anew.
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
    async decide(id: string, decision: Decision, by: string): Promise<boolean> {
      const done = await db
        .updateTable('inbox')
        .set({ closed: stamp(clock), decision: JSON.stringify(decision), decided_by: by })
        .where('id', '=', id)
        .where('closed', 'is', null)
        .executeTakeFirst()
      return done.numUpdatedRows === 1n
    },
    /** The person goes back on their answer. @returns false when it is open, or the same question is open again under another number */
    async reopen(id: string): Promise<boolean> {
      const item = await this.read(id)
      if (item === null) return false
      const twin = await db
        .selectFrom('inbox')
        .select('id')
        .where('subject', '=', item.subject)
        .where('closed', 'is', null)
        .executeTakeFirst()
      if (twin !== undefined) return false
      await db
        .updateTable('inbox')
        .set({ closed: null, decision: null, decided_by: null })
        .where('id', '=', id)
        .execute()
      return true
    },
    /** DORA could not be looked at: what a person pointed at is kept with the question. */
    async keep(id: string, slug: string, by: string): Promise<void> {
      await db
        .updateTable('inbox')
        .set({ kept_slug: slug, kept_by: by, kept_at: stamp(clock) })
        .where('id', '=', id)
        .execute()
    },
    /** Open items of these kinds, with what tells whether their trouble is over. */
    async openOf(
      source: string,
      kinds: InboxKind[],
    ): Promise<(Pick<InboxItem, 'id' | 'subject' | 'key'> & { kind: string })[]> {
      return db
        .selectFrom('inbox')
        .select(['id', 'subject', 'key', 'kind'])
        .where('source', '=', source)
        .where('kind', 'in', kinds)
        .where('closed', 'is', null)
        .execute()
    },
    /** The trouble went away by itself; what a person answered meanwhile stays their answer. */
    async resolve(id: string): Promise<void> {
      await db
        .updateTable('inbox')
        .set({ closed: stamp(clock), decision: JSON.stringify({ action: 'resolved' }) })
        .where('id', '=', id)
        .where('closed', 'is', null)
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
    /** What these items ask, by id, in one reading. */
    async kindsOf(ids: readonly string[]): Promise<Map<string, InboxKind>> {
      if (ids.length === 0) return new Map()
      const rows = await db.selectFrom('inbox').select(['id', 'kind']).where('id', 'in', ids).execute()
      return new Map(rows.map(({ id, kind }) => [id, kind as InboxKind]))
    },
    /** Open items, oldest first. */
    async open<Kind extends InboxKind = InboxKind>(
      filter: { source?: string; kind?: Kind; key?: string } = {},
    ): Promise<InboxItemOf<Kind>[]> {
      let query = db.selectFrom('inbox').selectAll().where('closed', 'is', null).orderBy('opened').orderBy('id')
      if (filter.source !== undefined) query = query.where('source', '=', filter.source)
      if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind)
      if (filter.key !== undefined) query = query.where('key', '=', filter.key)
      const items = (await query.execute()).map(toItem)
      return items.filter((item): item is InboxItemOf<Kind> => filter.kind === undefined || item.kind === filter.kind)
    },
    /** Items that a person answered, the latest answer first. */
    async answered(limit: number): Promise<InboxItem[]> {
      const rows = await db
        .selectFrom('inbox')
        .selectAll()
        .where('closed', 'is not', null)
        .where('decided_by', 'is not', null)
        .orderBy('closed', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute()
      return rows.map(toItem)
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
  const { kind, detail, decision, decided_by: decidedBy, kept_slug: slug, kept_by, kept_at, ...rest } = row
  const kept = slug && kept_by && kept_at ? { slug, by: kept_by, at: kept_at } : null
  return { ...rest, ...readQuestion(kind, detail), decision: readClosing(decision), decidedBy, kept }
}
