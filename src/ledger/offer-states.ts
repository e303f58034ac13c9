import { sql } from 'kysely'
import { atKey } from '../common/at-key.ts'
import { dayOf } from '../common/day-of.ts'
import { parisDay } from '../common/paris-day.ts'
import type { Rejection } from '../common/rejection.ts'
import { remember } from '../common/remember.ts'
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
import { AS_LISTS } from './sqlite-dialect.ts'
import { statementsOf } from './statements.ts'

/** Offers read at once. */
const PAGE = 1000

/** Every offer that was usable at least once, as the coverage report counts it, by source and key. */
export async function offerRows(deps: LedgerDeps): Promise<OfferRow[]> {
  const confirmed = await statementsOf(deps).confirmations()
  const share = sharedValues()
  const read = countsReader(share)
  const likes = new Map<string, Map<string, Alike>>()
  const bySource = new Map<string, Source>()
  for await (const rows of pages(deps))
    for (const row of rows) {
      const [, , , source, key, called, modified, slug, edited] = row
      const found = atKey(bySource, source, () => ({ rows: [], last: null }))
      const { last } = found
      const said = confirmed.size === 0 ? undefined : confirmed.get(`${source}\n${key}`)
      if (last !== null && said === undefined && last.said === undefined && isLike(row, last)) {
        found.rows.push({ like: last.like, key, name: called ?? '', slug })
        continue
      }
      const [givenOwn, givenHeld, , , , , , , , state, reason, whose, status, suspension, home] = row
      const [published, firstSeen] = [publishedOn(row), dayAt(row[FIRST_SEEN])]
      const record = isKept(givenOwn) ? null : fromJson<NormalisedOffer>(givenOwn)
      const own = record === null ? (givenOwn ?? '') : ownText(record)
      const held = slug === null ? null : isKept(givenHeld) ? givenHeld : heldAgain(givenHeld, modified)
      const confirmedAt = lastDay(said, edited)
      // Of these only the last may hold the end of a line.
      const standing = `${source}\n${state}\n${whose}\n${status}\n${suspension}\n${home}\n${published}\n${firstSeen}`
      const like = atKey(
        atKey(likes, own, () => new Map<string, Alike>()),
        `${standing}\n${confirmedAt}\n${held}\n${reason}`,
        (): Alike => {
          const counted = read.own(own)
          return {
            offer: { ...counted.offer, source: share.text(source) },
            state: share.text(state) as Alike['state'],
            reason: share.text(reason),
            slug,
            status: status === null ? null : (share.text(status) as DoraStatus),
            suspension: suspension && share.text(suspension),
            home: home as HomeStanding | null,
            firstSeen: share.text(firstSeen),
            publishedAt: published === null ? null : share.text(published),
            confirmedAt,
            whose: whose as Alike['whose'],
            shown: held === null ? null : read.shown(counted, held),
          }
        },
      )
      if (record === null && (slug === null || isKept(givenHeld))) found.last = { row, said, like }
      found.rows.push({ like, key, name: (record ? record.service.nom : called) ?? '', slug })
    }
  // A source at a time: keys are compared within one only.
  return [...bySource.keys()].sort().flatMap(source => (bySource.get(source)?.rows ?? []).sort(byKey))
}

const byKey = ({ key: a }: OfferRow, { key: b }: OfferRow) => (a < b ? -1 : a > b ? 1 : 0)

/** Whether a text is what a report counts, kept in today's way; else it is the JSON of what it is counted of. */
const isKept = (text: string | null): text is string => text?.startsWith(TODAYS_WAY) === true

const heldAgain = (held: string | null, modified: string | null): string =>
  heldText(fromJson<Partial<DoraServiceFields>>(held) ?? {}, modified ?? '')

/** The offers of a source as they come, and the last that was read whole: the next mostly counts alike. */
interface Source {
  rows: OfferRow[]
  last: { row: Row; said: string | undefined; like: Alike } | null
}

/** Whether two offers of a source, that nobody confirmed on the portal, count alike without reading what they say. */
function isLike(row: Row, { row: last, like }: { row: Row; like: Alike }): boolean {
  if ((row[SLUG] === null) !== (last[SLUG] === null)) return false
  if (row[0] !== last[0] || row[1] !== last[1]) return false
  for (let at = STATE; at < PUBLISHED; at += 1) if (row[at] !== last[at]) return false
  // Delays are counted in days: of offers that one pass published one after the other, many count alike.
  if (publishedOn(row) !== publishedOn(last) || dayAt(row[FIRST_SEEN]) !== dayAt(last[FIRST_SEEN])) return false
  return editedOf(row) === editedOf(last) || lastDay(undefined, editedOf(row)) === like.confirmedAt
}

type Text = string | null
type Row = readonly [
  own: Text,
  held: Text,
  at: number,
  source: string,
  key: string,
  called: Text,
  modified: Text,
  slug: Text,
  edited: Text,
  state: string,
  reason: string,
  whose: Text,
  status: Text,
  suspension: Text,
  home: Text,
  published: Text,
  firstSeen: string,
]
const COLUMNS = [
  'own',
  'held',
  'at',
  'source',
  'key',
  'called',
  'modified',
  'slug',
  'edited',
  'state',
  'reason',
  'whose',
  'status',
  'suspension',
  'home',
  'published',
  'first_seen',
] as const
const SLUG = COLUMNS.indexOf('slug')
const STATE = COLUMNS.indexOf('state')
const PUBLISHED = 15
const FIRST_SEEN = 16
const editedOf = ([, , , , , , , , edited]: Row) => edited

const publishedOn = (row: Row) => (row[PUBLISHED] ? dayAt(row[PUBLISHED]) : null)

/** Day of an instant. Those of one pass share their minutes: their day is looked for once. */
const dayAt = (instant: string) => dayOfMinute(instant.endsWith('Z') ? `${instant.slice(0, 16)}Z` : instant)
const dayOfMinute = remember(dayOf)

/** Offers with what is known of their service, some at a time. What a report counts of them is read from their record only where it was not kept, or in another way than today's. */
async function* pages({ db }: LedgerDeps): AsyncGenerator<readonly Row[]> {
  const kept = (table: 'f' | 'l') => sql<boolean>`substr(${sql.ref(`${table}.counted`)}, 1, 1) = ${TODAYS_WAY}`
  // SQLite reads its rows where they lie in half the time that it takes to find each by its key.
  const lying = db.getExecutor().adapter.supportsMultipleConnections === false
  const rowid = sql<number>`o.rowid`
  const query = db
    .selectFrom('offers as o')
    .leftJoin('offers_facets as f', join => join.onRef('f.source', '=', 'o.source').onRef('f.key', '=', 'o.key'))
    .leftJoin('links as l', join => join.onRef('l.source', '=', 'o.source').onRef('l.key', '=', 'o.key'))
    .select(sql<Text>`case when ${kept('f')} then f.counted else o.record end`.as('own'))
    .select(sql<Text>`case when ${kept('l')} then l.counted else coalesce(l.shown, l.base) end`.as('held'))
    .select((lying ? rowid : sql<number>`0`).as('at'))
    .select(['o.source', 'o.key', 'f.called'])
    .select(sql<Text>`case when ${kept('l')} then null else l.modified end`.as('modified'))
    .select(['l.slug', 'l.edited'])
    .select(['o.state', 'o.reason', 'o.whose', 'l.status', 'l.suspension', 'l.home'])
    .select(['l.published', 'o.first_seen'])
    .where('o.record', 'is not', null)
    .limit(PAGE)
  const ordered = lying
    ? query.modifyFront(sql.raw(AS_LISTS)).orderBy(rowid)
    : query.orderBy('o.source').orderBy('o.key')
  let page = ordered
  while (true) {
    const found = await page.execute()
    const rows = found.map(row => (Array.isArray(row) ? row : COLUMNS.map(name => row[name])) as unknown as Row)
    yield rows
    const last = rows.at(-1)
    if (last === undefined || rows.length < PAGE) return
    const [, , at, source, key] = last
    page = ordered.where(e =>
      lying ? e(rowid, '>', at) : e(e.refTuple('o.source', 'o.key'), '>', e.tuple(source, key)),
    )
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
