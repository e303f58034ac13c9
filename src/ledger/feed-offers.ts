import type { OfferState } from '../coverage/input.ts'
import type { NormalisedOffer } from '../normalise/normalised-offer.ts'
import type { LedgerDeps } from './deps.ts'

/** What the catalogue needs to know of an offer. */
export type FeedOffer = Pick<OfferState, 'state' | 'status'> & { offer: NormalisedOffer }

/** Offers read at once. */
const PAGE = 200

/** Every offer that was usable at least once, by source and key, page by page: a hundred thousand are never in memory together. */
export async function* feedOffers({ db }: Pick<LedgerDeps, 'db'>): AsyncGenerator<FeedOffer[]> {
  let last: [source: string, key: string] = ['', '']
  for (;;) {
    const [source, key] = last
    const rows = await db
      .selectFrom('offers')
      .leftJoin('links', join => join.onRef('links.source', '=', 'offers.source').onRef('links.key', '=', 'offers.key'))
      .select(['offers.source', 'offers.key', 'offers.record', 'offers.state', 'links.status'])
      .where(e => e(e.refTuple('offers.source', 'offers.key'), '>', e.tuple(source, key)))
      .orderBy('offers.source')
      .orderBy('offers.key')
      .limit(PAGE)
      .execute()
    yield rows.flatMap(row =>
      row.record === null
        ? []
        : [
            {
              offer: JSON.parse(row.record) as NormalisedOffer,
              state: row.state as OfferState['state'],
              status: row.status as OfferState['status'],
            },
          ],
    )
    const end = rows.at(-1)
    if (!end || rows.length < PAGE) return
    last = [end.source, end.key]
  }
}

/** What moves when a catalogue may have changed: read in a moment, where building one takes seconds. */
export async function feedBasis({ db }: Pick<LedgerDeps, 'db'>): Promise<string> {
  const [offers, described, links, runs, operations, statements] = await Promise.all([
    db
      .selectFrom('offers')
      .select(e => [e.fn.countAll().as('n'), e.fn.max('last_seen').as('at')])
      .executeTakeFirst(),
    // Fewer once a source was forgotten, whose offers stay as names.
    db
      .selectFrom('offers_facets')
      .select(e => e.fn.countAll().as('n'))
      .executeTakeFirst(),
    db
      .selectFrom('links')
      .select(e => ['status', e.fn.countAll().as('n'), e.fn.max('modified').as('at')])
      .groupBy('status')
      .orderBy('status')
      .execute(),
    db
      .selectFrom('runs')
      .select(e => e.fn.max('ended').as('at'))
      .executeTakeFirst(),
    db
      .selectFrom('operations')
      .select(e => e.fn.max('ended').as('at'))
      .executeTakeFirst(),
    db
      .selectFrom('statements')
      .select(e => [e.fn.max('at').as('at'), e.fn.max('decided').as('decided')])
      .executeTakeFirst(),
  ])
  return JSON.stringify([offers, described, links, runs?.at, operations?.at, statements])
}
