import type { Kysely } from 'kysely'
import { CONTACT, CONTACT_TOPICS, withoutContact } from './contact-fields.ts'
import { dropUnusedTerms } from './drop-unused-terms.ts'
import { keepFacets } from './keep-facets.ts'
import { offerFacets } from './offer-facets.ts'
import type { Tables } from './schema.ts'

/** Offers looked at in one transaction. */
const AT_ONCE = 100

type Place = Pick<Tables['offers'], 'source' | 'key' | 'name'>

/**
 * Takes the records of offers that were retired long ago, with all that was made of them: what lists look for, and how to reach somebody in
 * what is remembered of the service. The offer itself stays with its name, and its link.
 * @param before ISO instant @returns how many
 */
export async function purgeRetired(db: Kysely<Tables>, before: string): Promise<number> {
  let purged = 0
  for (let last: Place | undefined = NOWHERE; last !== undefined; )
    last = await db.transaction().execute(async within => {
      const places = await withSomething(within, before, last ?? NOWHERE)
      for (const place of places) await purgeOne(within, place)
      purged += places.length
      return places.at(-1)
    })
  return purged
}

const NOWHERE: Place = { source: '', key: '', name: '' }
/** As JSON writes the names of such fields, which no text has. */
const WRITTEN = [...CONTACT].map(name => `%"${name}":%`)

function withSomething(db: Kysely<Tables>, before: string, after: Place): Promise<Place[]> {
  return db
    .selectFrom('offers')
    .leftJoin('offers_facets', join =>
      join.onRef('offers_facets.source', '=', 'offers.source').onRef('offers_facets.key', '=', 'offers.key'),
    )
    .leftJoin('links', join => join.onRef('links.source', '=', 'offers.source').onRef('links.key', '=', 'offers.key'))
    .select(['offers.source', 'offers.key', 'offers.name'])
    .where('offers.state', '=', 'retired')
    .where('offers.last_seen', '<', before)
    .where(e =>
      e.or([
        e('offers.record', 'is not', null),
        e('offers.rejection', 'is not', null),
        // Older versions left what was made of the record.
        e('offers_facets.counted', 'is not', null),
        ...(['base', 'sent', 'shown'] as const).flatMap(column =>
          WRITTEN.map(written => e(`links.${column}`, 'like', written)),
        ),
      ]),
    )
    .where(e => e(e.refTuple('offers.source', 'offers.key'), '>', e.tuple(after.source, after.key)))
    .orderBy('offers.source')
    .orderBy('offers.key')
    .limit(AT_ONCE)
    .execute()
}

async function purgeOne(db: Kysely<Tables>, { name, ...place }: Place): Promise<void> {
  const { source, key } = place
  await db
    .updateTable('offers')
    .set({ record: null, provenance: null, rejection: null })
    .where('source', '=', source)
    .where('key', '=', key)
    .execute()
  const line = await db
    .selectFrom('offers_facets')
    .select('words')
    .where('source', '=', source)
    .where('key', '=', key)
    .executeTakeFirst()
  if (line) {
    await keepFacets(db, place, offerFacets(name, null))
    await dropUnusedTerms(db, [line.words])
  }
  await db
    .deleteFrom('choices')
    .where('source', '=', source)
    .where('key', '=', key)
    .where('topic', 'in', CONTACT_TOPICS)
    .execute()
  const link = await db
    .selectFrom('links')
    .select(['base', 'sent', 'shown'])
    .where('source', '=', source)
    .where('key', '=', key)
    .executeTakeFirst()
  if (link === undefined) return
  await db
    .updateTable('links')
    .set({
      base: withoutContact(link.base),
      sent: withoutContact(link.sent),
      shown: link.shown === null ? null : withoutContact(link.shown),
    })
    .where('source', '=', source)
    .where('key', '=', key)
    .execute()
}
