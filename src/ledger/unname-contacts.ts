import { type Kysely, sql } from 'kysely'
import type { Tables } from './schema.ts'

/** Who did something, once nothing is kept of them. */
const SOMEBODY = 'contact effacé'

/** Lines of the journal that name a contact. */
const NAMING = ['contact-ajoute', 'contact-retire', 'lien-partenaire-cree', 'lien-partenaire-retire']

/** Where somebody who did something is kept, as «name <address>». A contact confirms, asks and cancels. */
const DOERS = [
  ['events', 'actor'],
  ['statements', 'by'],
  ['statements', 'decided_by'],
  ['stops', 'by'],
  ['stops', 'lifted_by'],
  ['operations', 'approved_by'],
] as const

/** What such a line keeps. */
interface Named {
  partner?: string
  email?: string | null
  name?: string
  phone?: string | null
}

/**
 * Takes out of the ledger what it still says of contacts that are no longer in `contacts`: names, addresses and telephones. What was done,
 * when and for which partner stays. Call it once they are deleted.
 * @param erased addresses of those who just were; who went before is known by the journal
 */
export async function unnameContacts(db: Kysely<Tables>, erased: readonly string[]): Promise<void> {
  const contacts = await db.selectFrom('contacts').select(['partner', 'email', 'name']).execute()
  const people = await db.selectFrom('people').select('email').execute()
  const gone = new Set(erased)
  const lines = await db.selectFrom('events').select(['id', 'detail']).where('action', 'in', NAMING).execute()
  for (const { id, detail } of lines) {
    const { email, name, phone: _, ...rest } = (JSON.parse(detail) ?? {}) as Named
    // Who has no address is named in its place.
    const said = email ?? name
    if (said === undefined) continue
    const stays = contacts.some(each => each.partner === rest.partner && (each.email ?? each.name) === said)
    if (stays) continue
    if (email?.includes('@')) gone.add(email)
    await db
      .updateTable('events')
      .set({ detail: JSON.stringify(rest) })
      .where('id', '=', id)
      .execute()
  }
  // The same person may still be a contact of another partner, or have an account.
  for (const { email } of [...contacts, ...people]) if (email !== null) gone.delete(email)
  if (gone.size === 0) return
  for (const [table, column] of DOERS) await unname(db, table, column, gone)
}

async function unname(db: Kysely<Tables>, table: string, column: string, gone: ReadonlySet<string>): Promise<void> {
  const doer = sql.ref(column)
  const { rows } = await sql<{ doer: string }>`
    select distinct ${doer} as doer from ${sql.table(table)} where ${doer} like '%>'`.execute(db)
  for (const { doer: known } of rows)
    if (gone.has(/<([^<>]*)>$/.exec(known)?.[1] ?? ''))
      await sql`update ${sql.table(table)} set ${doer} = ${SOMEBODY} where ${doer} = ${known}`.execute(db)
}
