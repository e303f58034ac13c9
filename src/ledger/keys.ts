import { type LedgerDeps, stamp } from './deps.ts'
import type { Tables } from './schema.ts'

/** A personal link of a contact; the token itself is known to nobody but them. */
export interface PartnerLink {
  id: string
  contact: string
  created: string
  createdBy: string
  expires: string
  revoked: string | null
  lastUsed: string | null
}

/** Who a token or a session stands for. */
export type Holder = { kind: 'person'; id: string } | { kind: 'contact'; id: string }

export interface StoredSession {
  holder: Holder
  /** The personal link it came from: it dies with it. */
  link: string | null
  expires: string
}

/** What opens a door of the portal: one-time tokens, personal links, sessions, and its secrets. `hash` is always the SHA-256 of a token. */
export function keysOf({ db, clock, newId }: LedgerDeps) {
  const now = () => stamp(clock)
  async function usable(by: 'hash' | 'id', value: string): Promise<PartnerLink | null> {
    const row = await db
      .selectFrom('partner_links')
      .selectAll()
      .where(by, '=', value)
      .where('revoked', 'is', null)
      .where('expires', '>', now())
      .executeTakeFirst()
    return row ? toLink(row) : null
  }
  return {
    /** The same value for ever after the first call, also for another process. */
    async secret(name: string, make: () => string): Promise<string> {
      await db
        .insertInto('secrets')
        .values({ name, value: make(), created: now() })
        .onConflict(c => c.column('name').doNothing())
        .execute()
      const row = await db.selectFrom('secrets').select('value').where('name', '=', name).executeTakeFirstOrThrow()
      return row.value
    },
    async saveEntry(hash: string, holder: Holder, expires: string, next: string): Promise<void> {
      await db
        .insertInto('entry_tokens')
        .values({ hash, holder_kind: holder.kind, holder: holder.id, next, created: now(), expires, used: null })
        .execute()
    },
    /** Once only, and not after it expired: the second call gets null. */
    async takeEntry(hash: string): Promise<{ holder: Holder; next: string } | null> {
      const row = await db
        .updateTable('entry_tokens')
        .set({ used: now() })
        .where('hash', '=', hash)
        .where('used', 'is', null)
        .where('expires', '>', now())
        .returning(['holder_kind', 'holder', 'next'])
        .executeTakeFirst()
      return row ? { holder: toHolder(row), next: row.next } : null
    },
    /** Whether it would still open; it is not used up. */
    async entryOpens(hash: string): Promise<boolean> {
      const row = await db
        .selectFrom('entry_tokens')
        .select('hash')
        .where('hash', '=', hash)
        .where('used', 'is', null)
        .where('expires', '>', now())
        .executeTakeFirst()
      return row !== undefined
    },
    async addLink(hash: string, contact: string, expires: string, createdBy: string): Promise<PartnerLink> {
      const row = {
        id: newId('link'),
        hash,
        contact,
        created: now(),
        created_by: createdBy,
        expires,
        revoked: null,
        last_used: null,
      }
      await db.insertInto('partner_links').values(row).execute()
      return toLink(row)
    },
    /** Null when revoked, expired or unknown. */
    usableLink: (hash: string) => usable('hash', hash),
    /** Null when revoked, expired or unknown. */
    usableLinkById: (id: string) => usable('id', id),
    async links(contact: string): Promise<PartnerLink[]> {
      const rows = await db
        .selectFrom('partner_links')
        .selectAll()
        .where('contact', '=', contact)
        .orderBy('created', 'desc')
        .orderBy('id', 'desc')
        .execute()
      return rows.map(toLink)
    },
    async touchLink(id: string): Promise<void> {
      await db.updateTable('partner_links').set({ last_used: now() }).where('id', '=', id).execute()
    },
    /** Sessions opened with it end at once. */
    async revokeLink(id: string): Promise<void> {
      await db
        .updateTable('partner_links')
        .set({ revoked: now() })
        .where('id', '=', id)
        .where('revoked', 'is', null)
        .execute()
      await db.deleteFrom('sessions').where('link', '=', id).execute()
    },
    /** Every link of the contact made before that one ends, with the sessions opened with it: of two made at once, the later one stays. @returns how many were still usable */
    async revokeFormer(contact: string, { id, created }: Pick<PartnerLink, 'id' | 'created'>): Promise<number> {
      const ended = await db
        .updateTable('partner_links')
        .set({ revoked: now() })
        .where('contact', '=', contact)
        .where('id', '<>', id)
        .where('created', '<=', created)
        .where('revoked', 'is', null)
        .returning(['id', 'expires'])
        .execute()
      const ids = ended.map(link => link.id)
      if (ids.length > 0) await db.deleteFrom('sessions').where('link', 'in', ids).execute()
      return ended.filter(link => link.expires > now()).length
    },
    async openSession(hash: string, session: StoredSession): Promise<void> {
      await db
        .insertInto('sessions')
        .values({
          hash,
          holder_kind: session.holder.kind,
          holder: session.holder.id,
          link: session.link,
          created: now(),
          expires: session.expires,
        })
        .execute()
    },
    /** Null when expired or unknown. */
    async session(hash: string): Promise<StoredSession | null> {
      const row = await db
        .selectFrom('sessions')
        .selectAll()
        .where('hash', '=', hash)
        .where('expires', '>', now())
        .executeTakeFirst()
      return row ? { holder: toHolder(row), link: row.link, expires: row.expires } : null
    },
    async closeSession(hash: string): Promise<void> {
      await db.deleteFrom('sessions').where('hash', '=', hash).execute()
    },
    /** Forgets tokens and sessions that expired. @returns how many */
    async purge(): Promise<number> {
      const sessions = await db.deleteFrom('sessions').where('expires', '<=', now()).executeTakeFirst()
      const entries = await db.deleteFrom('entry_tokens').where('expires', '<=', now()).executeTakeFirst()
      return Number(sessions.numDeletedRows + entries.numDeletedRows)
    },
  }
}

function toHolder(row: { holder_kind: string; holder: string }): Holder {
  return { kind: row.holder_kind === 'contact' ? 'contact' : 'person', id: row.holder }
}

function toLink({ hash: _, created_by, last_used, ...rest }: Tables['partner_links']): PartnerLink {
  return { ...rest, createdBy: created_by, lastUsed: last_used }
}
