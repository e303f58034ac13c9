import { frenchOrder } from '../common/french-order.ts'
import { type LedgerDeps, stamp } from './deps.ts'
import type { Tables } from './schema.ts'

/** Who signs in with an account. Partners have contacts and links instead. */
export type Role = 'gestionnaire' | 'ddets'

export interface Person {
  id: string
  /** Lower case. */
  email: string
  name: string
  role: Role
  created: string
  createdBy: string
  disabled: string | null
}

/** A professional address at a partner's. */
export interface Contact {
  id: string
  /** Partner id of `config/conventions/<year>.yaml`. */
  partner: string
  /** Null for who is reached by telephone only. */
  email: string | null
  phone: string | null
  name: string
  created: string
  createdBy: string
  removed: string | null
}

/** Accounts of the portal, and contacts at partners'. */
export function peopleOf({ db, clock, newId }: LedgerDeps) {
  const now = () => stamp(clock)
  async function setDisabled(id: string, disabled: boolean): Promise<void> {
    await db
      .updateTable('people')
      .set({ disabled: disabled ? now() : null })
      .where('id', '=', id)
      .execute()
    if (!disabled) return
    await db.deleteFrom('sessions').where('holder_kind', '=', 'person').where('holder', '=', id).execute()
    await db.deleteFrom('entry_tokens').where('holder_kind', '=', 'person').where('holder', '=', id).execute()
  }
  return {
    /** @returns null when the address has an account already */
    async addPerson(person: Omit<Person, 'id' | 'created' | 'disabled'>): Promise<Person | null> {
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
    async person(id: string): Promise<Person | null> {
      const row = await db.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst()
      return row ? toPerson(row) : null
    },
    async personByEmail(email: string): Promise<Person | null> {
      const row = await db.selectFrom('people').selectAll().where('email', '=', email).executeTakeFirst()
      return row ? toPerson(row) : null
    },
    async people(): Promise<Person[]> {
      return byName((await db.selectFrom('people').selectAll().orderBy('id').execute()).map(toPerson))
    },
    /** Disabled people lose their sessions at once. */
    setDisabled,
    /**
     * An account closed by a gestionnaire, who has access at that very moment: of two who close each other one stays, so that the last one is
     * never closed. Inside a transaction only.
     * @returns whether it was closed, or already was; `not-yours`: whoever asks is no gestionnaire with access, or asks it of themselves
     */
    async close(id: string, by: string): Promise<'closed' | 'not-yours'> {
      // Writes nothing: Postgres makes a second one wait here, and then look again.
      await db.updateTable('people').set({ role: 'gestionnaire' }).where('role', '=', 'gestionnaire').execute()
      const asker = await db.selectFrom('people').select(['role', 'disabled']).where('id', '=', by).executeTakeFirst()
      if (id === by || asker?.role !== 'gestionnaire' || asker.disabled !== null) return 'not-yours'
      await setDisabled(id, true)
      return 'closed'
    },
    /** The same address (without one: the same name) at the same partner is one contact; one that was removed comes back. */
    async addContact(
      contact: Omit<Contact, 'id' | 'created' | 'removed' | 'phone'> & { phone?: string | null },
    ): Promise<Contact> {
      const phone = contact.phone ?? null
      const again = { removed: null, name: contact.name, ...(phone === null ? {} : { phone }) }
      if (contact.email === null) {
        const [known] = await db
          .updateTable('contacts')
          .set(again)
          .where('partner', '=', contact.partner)
          .where('name', '=', contact.name)
          .where('email', 'is', null)
          .returningAll()
          .execute()
        if (known) return toContact(known)
      }
      const row = {
        id: newId('contact'),
        partner: contact.partner,
        email: contact.email,
        phone,
        name: contact.name,
        created: now(),
        created_by: contact.createdBy,
        removed: null,
      }
      const kept = await db
        .insertInto('contacts')
        .values(row)
        .onConflict(c => c.columns(['partner', 'email']).doUpdateSet(again))
        .returningAll()
        .executeTakeFirstOrThrow()
      return toContact(kept)
    },
    async contact(id: string): Promise<Contact | null> {
      const row = await db.selectFrom('contacts').selectAll().where('id', '=', id).executeTakeFirst()
      return row ? toContact(row) : null
    },
    /** Contacts that are not removed. */
    async contacts(filter: { partner?: string; email?: string } = {}): Promise<Contact[]> {
      let query = db.selectFrom('contacts').selectAll().where('removed', 'is', null).orderBy('partner').orderBy('id')
      if (filter.partner !== undefined) query = query.where('partner', '=', filter.partner)
      if (filter.email !== undefined) query = query.where('email', '=', filter.email)
      return byName((await query.execute()).map(toContact), contact => contact.partner)
    },
    /** Removed contacts lose their links and sessions at once. */
    async removeContact(id: string): Promise<void> {
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
  }
}

/** French order of the names, within each group; what is equal stays in its order. */
function byName<T extends { name: string }>(list: readonly T[], group: (one: T) => string = () => ''): T[] {
  return list.toSorted((a, b) => frenchOrder(group(a), group(b)) || frenchOrder(a.name, b.name))
}

function toPerson(row: Tables['people']): Person {
  const { created_by, role, ...rest } = row
  return { ...rest, role: role as Role, createdBy: created_by }
}

function toContact(row: Tables['contacts']): Contact {
  const { created_by, ...rest } = row
  return { ...rest, createdBy: created_by }
}
