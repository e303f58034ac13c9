import type { Kysely } from 'kysely'
import type { NormalisedOffer } from '../normalise/normalised-offer.ts'
import { keepFacets } from './keep-facets.ts'
import { type OlderFacets, offerFacets } from './offer-facets.ts'
import type { Tables } from './schema.ts'

/** Offers read at once. */
const BATCH = 500

/** Makes the lines that lists of offers look for out of the records, where there are none yet. @param made of one record; default: today's */
export async function fillOfferFacets(
  db: Kysely<Tables>,
  made: (name: string, record: NormalisedOffer | null) => OlderFacets = offerFacets,
): Promise<void> {
  let [source, key] = ['', '']
  for (;;) {
    const rows = await db
      .selectFrom('offers')
      .select(['source', 'key', 'name', 'record'])
      .where(e => e(e.refTuple('source', 'key'), '>', e.tuple(source, key)))
      .orderBy('source')
      .orderBy('key')
      .limit(BATCH)
      .execute()
    for (const { record, name, ...place } of rows)
      await keepFacets(db, place, made(name, record === null ? null : (JSON.parse(record) as NormalisedOffer)))
    const last = rows.at(-1)
    if (last === undefined || rows.length < BATCH) return
    ;[source, key] = [last.source, last.key]
  }
}
