import { parisDay } from '../common/paris-day.ts'
import type { Rejection } from '../common/rejection.ts'
import type { OfferState } from '../coverage/input.ts'
import type { DoraServiceFields, DoraStatus } from '../dora/port.ts'
import { shownService } from '../dora/translate.ts'
import type { HomeStanding } from '../dora/visibility.ts'
import type { NormalisedOffer } from '../normalise/normalised-offer.ts'
import { fromJson, type LedgerDeps } from './deps.ts'
import { runsOf } from './runs.ts'
import { sharedValues } from './shared-values.ts'
import { sourcesOf } from './sources.ts'
import { statementsOf } from './statements.ts'

/** Offers read at once: each is parsed once, and only what a report counts of it is kept. */
const PAGE = 1000
const NOTHING = {}

/** Every offer that was usable at least once, as the coverage report reads it, by source and key. */
export async function offerStates(deps: LedgerDeps): Promise<OfferState[]> {
  const confirmed = await statementsOf(deps).confirmations()
  const share = sharedValues()
  const states: OfferState[] = []
  for await (const rows of pages(deps))
    for (const row of rows) {
      const { source, key, service, structure, provenance, score, actions, session } = JSON.parse(
        row.record,
      ) as NormalisedOffer
      const own = share.record(service)
      const held = fromJson<Partial<DoraServiceFields>>(row.shown ?? row.base) ?? {}
      states.push({
        offer: {
          source: share.text(source),
          key,
          service: own,
          structure: {
            nom: share.text(structure.nom),
            code_insee: structure.code_insee && share.text(structure.code_insee),
          },
          score,
          actions: share.list(actions),
          provenance: provenance.fin ? { fin: provenance.fin } : NOTHING,
          ...(session ? { session } : {}),
        },
        state: row.state as OfferState['state'],
        reason: share.text(row.reason),
        slug: row.slug,
        status: row.status as DoraStatus | null,
        firstSeen: share.text(row.first_seen),
        lastSeen: share.text(row.last_seen),
        suspension: row.suspension,
        home: row.home as HomeStanding | null,
        publishedAt: row.published && share.text(row.published),
        confirmedAt: lastDay(confirmed.get(`${source}\n${key}`), row.edited),
        whose: row.whose as OfferState['whose'],
        shown: row.slug === null ? null : share.record(shownService(own, held, row.modified ?? '')),
      })
    }
  return states
}

/** Offers with what is known of their service, some at a time. */
async function* pages({ db }: LedgerDeps) {
  const query = db
    .selectFrom('offers as o')
    .leftJoin('links as l', join => join.onRef('l.source', '=', 'o.source').onRef('l.key', '=', 'o.key'))
    .select(['o.source', 'o.key', 'o.state', 'o.reason', 'o.first_seen', 'o.last_seen', 'o.whose'])
    .select(e => e.ref('o.record').$notNull().as('record'))
    .select([
      'l.slug',
      'l.status',
      'l.suspension',
      'l.home',
      'l.published',
      'l.edited',
      'l.modified',
      'l.base',
      'l.shown',
    ])
    .where('o.record', 'is not', null)
    .orderBy('o.source')
    .orderBy('o.key')
    .limit(PAGE)
  let rows = await query.execute()
  while (rows.length > 0) {
    yield rows
    const last = rows.at(-1)
    if (last === undefined || rows.length < PAGE) return
    rows = await query.where(e => e(e.refTuple('o.source', 'o.key'), '>', e.tuple(last.source, last.key))).execute()
  }
}

/**
 * The day a person last vouched for the offer, `YYYY-MM-DD`: on the portal, by telephone, or by saving it in DORA. A date that the
 * source shows, and what the robot writes, are nobody's word.
 */
function lastDay(said: string | undefined, edited: string | null | undefined): string | null {
  const saved = edited ? parisDay(new Date(edited)) : ''
  return [said ?? '', saved].toSorted().at(-1) || null
}

/** The rejections that stand today: one per refused offer, and those of each source's last run that name no offer. */
export async function standingRejections(deps: LedgerDeps): Promise<(Rejection & { source: string })[]> {
  const refused = await deps.db
    .selectFrom('offers')
    .select(['source', 'rejection'])
    .where('rejection', 'is not', null)
    .orderBy('source')
    .orderBy('key')
    .execute()
  const standing = refused.flatMap(({ source, rejection }) => {
    const read = fromJson<Rejection>(rejection)
    return read === null ? [] : [{ ...read, source }]
  })
  const runs = runsOf(deps)
  for (const { id: source } of await sourcesOf(deps).list()) {
    const [last] = await runs.list({ source, limit: 1 })
    if (last === undefined || last.report === null || last.report.counts.rejected === 0) continue
    for await (const { rejection } of runs.lines(last.id))
      if (rejection !== undefined && rejection.key === null) standing.push({ ...rejection, source })
  }
  return standing
}
