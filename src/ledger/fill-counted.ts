import type { Kysely } from 'kysely'
import { heldText, ownText } from '../coverage/counted-text.ts'
import type { DoraServiceFields } from '../dora/port.ts'
import type { NormalisedOffer } from '../normalise/normalised-offer.ts'
import type { Tables } from './schema.ts'

/** Rows read at once. */
const BATCH = 500

type Place = Pick<Tables['offers'], 'source' | 'key'>

/** Makes what a report counts out of every record, and of what DORA shows of its service. */
export async function fillCounted(db: Kysely<Tables>): Promise<void> {
  let last: Place | undefined = { source: '', key: '' }
  while (last !== undefined) last = await fillOffers(db, last)
  last = { source: '', key: '' }
  while (last !== undefined) last = await fillLinks(db, last)
}

async function fillOffers(db: Kysely<Tables>, after: Place): Promise<Place | undefined> {
  const rows = await db
    .selectFrom('offers')
    .select(['source', 'key', 'record'])
    .where(e => e(e.refTuple('source', 'key'), '>', e.tuple(after.source, after.key)))
    .orderBy('source')
    .orderBy('key')
    .limit(BATCH)
    .execute()
  for (const { source, key, record } of rows) {
    if (record === null) continue
    const read = JSON.parse(record) as NormalisedOffer
    const made = { called: read.service.nom, counted: ownText(read) }
    await db.updateTable('offers_facets').set(made).where('source', '=', source).where('key', '=', key).execute()
  }
  return rows.at(-1)
}

async function fillLinks(db: Kysely<Tables>, after: Place): Promise<Place | undefined> {
  const rows = await db
    .selectFrom('links')
    .select(['source', 'key', 'base', 'shown', 'modified'])
    .where(e => e(e.refTuple('source', 'key'), '>', e.tuple(after.source, after.key)))
    .orderBy('source')
    .orderBy('key')
    .limit(BATCH)
    .execute()
  for (const { source, key, base, shown, modified } of rows) {
    const counted = heldText(JSON.parse(shown ?? base) as Partial<DoraServiceFields>, modified)
    await db.updateTable('links').set({ counted }).where('source', '=', source).where('key', '=', key).execute()
  }
  return rows.at(-1)
}
