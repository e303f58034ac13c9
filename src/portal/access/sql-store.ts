import { stamp } from '../../ledger/deps.ts'
import type { StoreDeps } from '../store/deps.ts'
import type { PortalTables } from '../store/tables.ts'
import type { Contact, Holder, PartnerLink, Person, Role } from './people.ts'
import type { AccessStore } from './store.ts'

/** Access over the ledger's database, SQLite or Postgres. */
export function accessStoreOf({ db, clock, newId }: StoreDeps): AccessStore {
  const now = () => stamp(clock)
  return {
    async secret(name, make) {
      await db
        .insertInto('secrets')
        .values({ name, value: make(), created: now() })
        .onConflict(c => c.column('name').doNothing())
        .execute()
      const row = await db.selectFrom('secrets').select('value').where('name', '=', name).executeTakeFirstOrThrow()
      return row.value
    },

    async addPerson(person) {
      const row = {
        id: newId('person'),
        email: person.email,
        name: person.name,
        role: person.role,
        created: now(),
        created_by: person.createdBy,
        disabled: null,
      }
      const done = await db
        .insertInto('people')
        .values(row)
        .onConflict(c => c.column('email').doNothing())
        .executeTakeFirst()
      return done.numInsertedOrUpdatedRows === 1n ? toPerson(row) : null
    },
    async person(id) {
      const row = await db.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst()
      return row ? toPerson(row) : null
    },
    async personByEmail(email) {
      const row = await db.selectFrom('people').selectAll().where('email', '=', email).executeTakeFirst()
      return row ? toPerson(row) : null
    },
    async people() {
      return (await db.selectFrom('people').selectAll().orderBy('name').orderBy('id').execute()).map(toPerson)
    },
    async setDisabled(id, disabled) {
      await db
        .updateTable('people')
        .set({ disabled: disabled ? now() : null })
        .where('id', '=', id)
        .execute()
      if (!disabled) return
      await db.deleteFrom('sessions').where('holder_kind', '=', 'person').where('holder', '=', id).execute()
      await db.deleteFrom('entry_tokens').where('holder_kind', '=', 'person').where('holder', '=', id).execute()
    },

    async addContact(contact) {
      const row = {
        id: newId('contact'),
        partner: contact.partner,
        email: contact.email,
        name: contact.name,
        created: now(),
        created_by: contact.createdBy,
        removed: null,
      }
      const kept = await db
        .insertInto('contacts')
        .values(row)
        .onConflict(c => c.columns(['partner', 'email']).doUpdateSet({ removed: null, name: contact.name }))
        .returningAll()
        .executeTakeFirstOrThrow()
      return toContact(kept)
    },
    async contact(id) {
      const row = await db.selectFrom('contacts').selectAll().where('id', '=', id).executeTakeFirst()
      return row ? toContact(row) : null
    },
    async contacts(filter = {}) {
      let query = db.selectFrom('contacts').selectAll().where('removed', 'is', null).orderBy('partner').orderBy('name')
      if (filter.partner !== undefined) query = query.where('partner', '=', filter.partner)
      if (filter.email !== undefined) query = query.where('email', '=', filter.email)
      return (await query.execute()).map(toContact)
    },
    async removeContact(id) {
      await db.updateTable('contacts').set({ removed: now() }).where('id', '=', id).execute()
      await db
        .updateTable('partner_links')
        .set({ revoked: now() })
        .where('contact', '=', id)
        .where('revoked', 'is', null)
        .execute()
      await db.deleteFrom('sessions').where('holder_kind', '=', 'contact').where('holder', '=', id).execute()
      await db.deleteFrom('entry_tokens').where('holder_kind', '=', 'contact').where('holder', '=', id).execute()
    },

    async saveEntry(hash, holder, expires, next) {
      await db
        .insertInto('entry_tokens')
        .values({ hash, holder_kind: holder.kind, holder: holder.id, next, created: now(), expires, used: null })
        .execute()
    },
    async takeEntry(hash) {
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

    async addLink(hash, contact, expires, createdBy) {
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
    async usableLink(hash) {
      const row = await db
        .selectFrom('partner_links')
        .selectAll()
        .where('hash', '=', hash)
        .where('revoked', 'is', null)
        .where('expires', '>', now())
        .executeTakeFirst()
      return row ? toLink(row) : null
    },
    async usableLinkById(id) {
      const row = await db
        .selectFrom('partner_links')
        .selectAll()
        .where('id', '=', id)
        .where('revoked', 'is', null)
        .where('expires', '>', now())
        .executeTakeFirst()
      return row ? toLink(row) : null
    },
    async links(contact) {
      const rows = await db
        .selectFrom('partner_links')
        .selectAll()
        .where('contact', '=', contact)
        .orderBy('created', 'desc')
        .orderBy('id', 'desc')
        .execute()
      return rows.map(toLink)
    },
    async touchLink(id) {
      await db.updateTable('partner_links').set({ last_used: now() }).where('id', '=', id).execute()
    },
    async revokeLink(id) {
      await db
        .updateTable('partner_links')
        .set({ revoked: now() })
        .where('id', '=', id)
        .where('revoked', 'is', null)
        .execute()
      await db.deleteFrom('sessions').where('link', '=', id).execute()
    },

    async openSession(hash, session) {
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
    async session(hash) {
      const row = await db
        .selectFrom('sessions')
        .selectAll()
        .where('hash', '=', hash)
        .where('expires', '>', now())
        .executeTakeFirst()
      return row ? { holder: toHolder(row), link: row.link, expires: row.expires } : null
    },
    async closeSession(hash) {
      await db.deleteFrom('sessions').where('hash', '=', hash).execute()
    },
    async purge() {
      const sessions = await db.deleteFrom('sessions').where('expires', '<=', now()).executeTakeFirst()
      const entries = await db.deleteFrom('entry_tokens').where('expires', '<=', now()).executeTakeFirst()
      return Number(sessions.numDeletedRows + entries.numDeletedRows)
    },
  }
}

function toHolder(row: { holder_kind: string; holder: string }): Holder {
  return { kind: row.holder_kind === 'contact' ? 'contact' : 'person', id: row.holder }
}

function toPerson(row: PortalTables['people']): Person {
  const { created_by, role, ...rest } = row
  return { ...rest, role: role as Role, createdBy: created_by }
}

function toContact(row: PortalTables['contacts']): Contact {
  const { created_by, ...rest } = row
  return { ...rest, createdBy: created_by }
}

function toLink(row: PortalTables['partner_links']): PartnerLink {
  return {
    id: row.id,
    contact: row.contact,
    created: row.created,
    createdBy: row.created_by,
    expires: row.expires,
    revoked: row.revoked,
    lastUsed: row.last_used,
  }
}
