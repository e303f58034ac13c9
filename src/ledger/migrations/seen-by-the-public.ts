import type { Kysely } from 'kysely'
import type { Tables } from '../schema.ts'

/** Links read at once. */
const BATCH = 500

/** What decides whether the public sees a service: its suspension, known from what DORA returned, and its structure, unknown until the next pass. */
export async function seenByThePublic(db: Kysely<unknown>): Promise<void> {
  for (const column of ['suspension', 'home']) await db.schema.alterTable('links').addColumn(column, 'text').execute()
  await fromBases(db as Kysely<Tables>)
}

async function fromBases(db: Kysely<Tables>): Promise<void> {
  let after = ''
  for (;;) {
    const links = await db
      .selectFrom('links')
      .select(['slug', 'base'])
      .where('slug', '>', after)
      .orderBy('slug')
      .limit(BATCH)
      .execute()
    for (const { slug, base } of links) {
      const { suspensionDate } = JSON.parse(base) as { suspensionDate?: unknown }
      if (typeof suspensionDate !== 'string' || suspensionDate === '') continue
      await db.updateTable('links').set({ suspension: suspensionDate }).where('slug', '=', slug).execute()
    }
    const last = links.at(-1)
    if (last === undefined || links.length < BATCH) return
    after = last.slug
  }
}
