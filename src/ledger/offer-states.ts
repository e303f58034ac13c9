import { sql } from 'kysely'
import { atKey } from '../common/at-key.ts'
import { parisDay } from '../common/paris-day.ts'
import type { Rejection } from '../common/rejection.ts'
import { heldText, ownText, TODAYS_WAY } from '../coverage/counted-text.ts'
import type { Alike, OfferRow } from '../coverage/input.ts'
import type { DoraServiceFields, DoraStatus } from '../dora/port.ts'
import type { HomeStanding } from '../dora/visibility.ts'
import type { NormalisedOffer } from '../normalise/normalised-offer.ts'
import { countsReader } from './counts-reader.ts'
import { fromJson, type LedgerDeps } from './deps.ts'
import { runsOf } from './runs.ts'
import { sharedValues } from './shared-values.ts'
import { sourcesOf } from './sources.ts'
import { statementsOf } from './statements.ts'

/** Offers read at once. */
const PAGE = 1000

/** Every offer that was usable at least once, as the coverage report counts it, by source and key. */
export async function offerRows(deps: LedgerDeps): Promise<OfferRow[]> {
  const confirmed = await statementsOf(deps).confirmations()
  const share = sharedValues()
  const read = countsReader(share)
  const likes = new Map<string, Map<string, Alike>>()
  const bySource = new Map<string, OfferRow[]>()
  for await (const rows of pages(deps))
    for (const row of rows) {
      const record = isKept(row.own) ? null : fromJson<NormalisedOffer>(row.own)
      const own = record === null ? (row.own ?? '') : ownText(record)
      const held = row.slug === null ? null : isKept(row.held) ? row.held : heldAgain(row)
      const { source, key, slug, state, reason, whose, status, suspension, home, published, first_seen } = row
      const confirmedAt = lastDay(confirmed.get(`${source}\n${key}`), row.edited)
      // Of these only the last may hold the end of a line.
      const standing = `${source}\n${state}\n${whose}\n${status}\n${suspension}\n${home}\n${published}\n${first_seen}`
      const rest = `${standing}\n${confirmedAt}\n${held}\n${reason}`
      const like = atKey(
        atKey(likes, own, () => new Map<string, Alike>()),
        rest,
        (): Alike => {
          const said = read.own(own)
          return {
            offer: { ...said.offer, source: share.text(source) },
            state: share.text(state) as Alike['state'],
            reason: share.text(reason),
            slug,
            status: status === null ? null : (share.text(status) as DoraStatus),
            suspension: suspension && share.text(suspension),
            home: home as HomeStanding | null,
            firstSeen: share.text(first_seen),
            publishedAt: published && share.text(published),
            confirmedAt,
            whose: whose as Alike['whose'],
            shown: held === null ? null : read.shown(said, held),
          }
        },
      )
      const name = (record ? record.service.nom : row.called) ?? ''
      atKey(bySource, source, () => []).push({ like, key, name, slug })
    }
  // A source at a time: keys are compared within one only.
  return [...bySource.keys()].sort().flatMap(source => (bySource.get(source) ?? []).sort(byKey))
}

const byKey = ({ key: a }: OfferRow, { key: b }: OfferRow) => (a < b ? -1 : a > b ? 1 : 0)

/** Whether a text is what a report counts, kept in today's way; else it is the JSON of what it is counted of. */
const isKept = (text: string | null): text is string => text?.startsWith(TODAYS_WAY) === true

function heldAgain({ held, modified }: { held: string | null; modified: string | null }): string {
  return heldText(fromJson<Partial<DoraServiceFields>>(held) ?? {}, modified ?? '')
}

/** Offers with what is known of their service, some at a time. What a report counts of them is read from their record only where it was not kept, or in another way than today's. */
async function* pages({ db }: LedgerDeps) {
  const kept = (table: 'f' | 'l') => sql<boolean>`substr(${sql.ref(`${table}.counted`)}, 1, 1) = ${TODAYS_WAY}`
  const query = db
    .selectFrom('offers as o')
    .leftJoin('offers_facets as f', join => join.onRef('f.source', '=', 'o.source').onRef('f.key', '=', 'o.key'))
    .leftJoin('links as l', join => join.onRef('l.source', '=', 'o.source').onRef('l.key', '=', 'o.key'))
    .select(['o.source', 'o.key', 'o.state', 'o.reason', 'o.first_seen', 'o.whose', 'f.called'])
    .select(sql<string | null>`case when ${kept('f')} then f.counted else o.record end`.as('own'))
    .select(['l.slug', 'l.status', 'l.suspension', 'l.home', 'l.published', 'l.edited', 'l.modified'])
    .select(sql<string | null>`case when ${kept('l')} then l.counted else coalesce(l.shown, l.base) end`.as('held'))
    .where('o.record', 'is not', null)
    .limit(PAGE)
  // SQLite reads its rows where they lie in half the time that it takes to find each by its key.
  const lying = db.getExecutor().adapter.supportsMultipleConnections === false
  const rowid = sql<number>`o.rowid`
  const ordered = lying
    ? query.select(rowid.as('at')).orderBy(rowid)
    : query.select(sql<number>`0`.as('at')).orderBy('o.source').orderBy('o.key')
  let rows = await ordered.execute()
  while (rows.length > 0) {
    yield rows
    const last = rows.at(-1)
    if (last === undefined || rows.length < PAGE) return
    const { at, source, key } = last
    rows = await ordered
      .where(e => (lying ? e(rowid, '>', at) : e(e.refTuple('o.source', 'o.key'), '>', e.tuple(source, key))))
      .execute()
  }
}

/**
 * The day a person last vouched for the offer, `YYYY-MM-DD`: on the portal, by telephone, or by saving it in DORA. A date that the
 * source shows, and what the robot writes, are nobody's word.
 */
function lastDay(said: string | undefined, edited: string | null | undefined): string | null {
  if (!edited) return said || null
  return [said ?? '', parisDay(new Date(edited))].toSorted().at(-1) || null
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
