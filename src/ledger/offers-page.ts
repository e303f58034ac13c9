import {
  type Expression,
  type ExpressionBuilder,
  type RawBuilder,
  type SelectQueryBuilder,
  type SqlBool,
  sql,
} from 'kysely'
import type { Rejection } from '../common/rejection.ts'
import { fold } from '../common/text.ts'
import type { DoraStatus } from '../dora/port.ts'
import type { HomeStanding } from '../dora/visibility.ts'
import type { LedgerDeps } from './deps.ts'
import { corrected, hasAll, idsWith } from './offers-found.ts'
import { idsWithMost } from './offers-with-most.ts'
import type { OfferOutcome } from './plan.ts'
import type { Tables } from './schema.ts'

export interface OfferLine {
  source: string
  key: string
  name: string
  state: OfferOutcome['state']
  lastSeen: string
  slug: string | null
  status: DoraStatus | null
  /** What decides, with the status, whether the public sees it. */
  suspension: string | null
  home: HomeStanding | null
  rejection: Rejection | null
  commune: string
  /** Told last day, `YYYY-MM-DD`. */
  ends: string | null
  /** Quality in [0, 1]; null: never read whole. */
  score: number | null
  /** ISO instant of the last confirmation by a person; null: none. */
  confirmed: string | null
}

export interface OfferQuery {
  /** Words of anything an offer says, or beginnings of words; accents and case do not count. */
  words?: string
  /** Sources that a word names by itself: theirs, or their partner's. */
  named?: (word: string) => readonly string[]
  state?: string
  /** DORA's status. */
  status?: string
  sources?: readonly string[]
  theme?: string
  /** Line of the convention. */
  action?: string
  /** `YYYY-MM-DD`: those that end on that day or before. */
  endsBy?: string
  /** Intercommunalité, by its code. */
  epci?: string
  /** Instant: those that a person confirmed since. */
  confirmedSince?: string
  /** Instant: those that nobody confirmed since; '' : that nobody ever confirmed. */
  unconfirmedSince?: string
  /** Quality below this, in [0, 1]. */
  scoreBelow?: number
  /** What was set aside without ever having been an offer (a page of a homonym, of another place) is left out. */
  offersOnly?: boolean
  /** Default: by name. */
  order?: OfferOrder
  /** Cursor of the page before. */
  after?: string
  /** Lines a page, default 50. */
  size?: number
}

/** By name; the last seen first; the least good first; the first to end first. */
export type OfferOrder = 'name' | 'seen' | 'score' | 'ends'

export interface OfferPage {
  lines: OfferLine[]
  /** Cursor of the next page, or null at the end. */
  next: string | null
  /** What was looked for in place of words that no offer has; null: the words themselves. */
  corrected: string | null
  /** No offer has all the words: those shown have this many of the words that count. Null: they have them all. */
  partly: { found: number; asked: number } | null
}

type Cursor = [sort: string, source: string, key: string]
type Joined = 'offers' | 'links' | 'offers_facets'
type Query = SelectQueryBuilder<Tables, 'offers' | 'links' | 'offers_facets', object>

/** What each order sorts by, as text that sorts as it should. */
const ORDERS: Record<OfferOrder, { by: RawBuilder<string>; down: boolean }> = {
  name: { by: sql<string>`offers.sort`, down: false },
  seen: { by: sql<string>`offers.last_seen`, down: true },
  score: {
    by: sql<string>`coalesce(cast(cast(round(offers_facets.score * 1000) as integer) + 1000 as text), '0')`,
    down: false,
  },
  ends: { by: sql<string>`coalesce(offers_facets.ends, '9999')`, down: false },
}

/** The same place, in the table that the order is known by. */
const OF_OFFERS = { source: 'offers.source', key: 'offers.key' } as const
const OF_FACETS = { source: 'offers_facets.source', key: 'offers_facets.key' } as const
const PLACES = { name: OF_OFFERS, seen: OF_OFFERS, score: OF_FACETS, ends: OF_FACETS } as const

/** Offers in the French order of their names or another, page by page: the time of a page does not depend on how many there are before it. */
export async function offersPage(deps: Pick<LedgerDeps, 'db'>, query: OfferQuery): Promise<OfferPage> {
  const words = fold(query.words ?? '')
    .split(' ')
    .filter(Boolean)
  const page = await pageOf(deps, query, words)
  const plain = { ...page, corrected: null, partly: null }
  if (page.lines.length > 0 || words.length === 0 || query.after) return plain
  const better = await corrected(deps.db, words)
  const mended = better === null ? null : await pageOf(deps, query, better)
  if (better !== null && mended !== null && mended.lines.length > 0)
    return { ...mended, corrected: better.join(' '), partly: null }
  const most = await idsWithMost(deps.db, better ?? words, query.named, FEW)
  if (most === null) return plain
  const { ids, found, asked } = most
  const near = await pageOf(deps, query, words, ids)
  if (near.lines.length === 0) return plain
  return { ...near, next: null, corrected: null, partly: { found, asked } }
}

/** @param known lines of `offers_facets` that are wanted; default: those that have the words */
async function pageOf(
  { db }: Pick<LedgerDeps, 'db'>,
  query: OfferQuery,
  words: readonly string[],
  known?: readonly number[],
) {
  const size = query.size ?? 50
  const cursor = readCursor(query.after)
  const { by, down } = ORDERS[query.order ?? 'name']
  const place = PLACES[query.order ?? 'name']
  // Few words are found in few offers: those are read, then sorted. Many are met soon enough when offers are walked through in their order.
  const ids = known ?? (words.length === 0 ? null : await idsWith(db, words, query.named, FEW + 1))
  if (ids?.length === 0) return { lines: [], next: null }
  const few = ids !== null && ids.length <= FEW
  let select = filtered(joinedBy(db, query.order ?? 'name', few), query)
  if (ids !== null && few) select = select.where('offers_facets.id', 'in', ids)
  else if (words.length > 0) select = select.where(hasAll(db, words, query.named))
  if (cursor) select = select.where(after(by, down, cursor))
  const rows = await select
    .select([
      'offers.source',
      'offers.key',
      'offers.name',
      'offers.state',
      'offers.last_seen as lastSeen',
      'links.slug',
      'links.status',
      'links.suspension',
      'links.home',
      'offers.rejection',
      'offers_facets.commune',
      'offers_facets.ends',
      'offers_facets.score',
    ])
    .select(by.as('sort'))
    .select(lastConfirmed.as('confirmed'))
    .orderBy(by, down ? 'desc' : 'asc')
    .orderBy(place.source)
    .orderBy(place.key)
    .limit(size + 1)
    .execute()
  const shown = rows.slice(0, size)
  const last = shown.at(-1)
  return {
    lines: shown.map(({ sort: _, ...row }) => ({
      ...row,
      state: row.state as OfferLine['state'],
      status: row.status as OfferLine['status'],
      home: row.home as HomeStanding | null,
      rejection: row.rejection === null ? null : (JSON.parse(row.rejection) as Rejection),
      commune: row.commune ?? '',
    })),
    next: rows.length > size && last ? writeCursor([last.sort, last.source, last.key]) : null,
  }
}

/** The last time somebody said that the offer is right, here or by saving it in DORA. */
const lastConfirmed = sql<
  string | null
>`nullif(coalesce((select max(at) from statements where statements.source = offers.source
  and statements.key = offers.key and statements.kind = 'confirmation' and statements.state = 'accepted'
  and at > coalesce(links.edited, '')), links.edited, ''), '')`

/** Matches that are read at once. */
const FEW = 2000

/** Where the walk begins decides its time: at what the order, or the words, are known by. */
function joinedBy(db: LedgerDeps['db'], order: OfferOrder, found: boolean): Query {
  const byFacets = found || order === 'score' || order === 'ends'
  const joined = byFacets
    ? db
        .selectFrom('offers_facets')
        .innerJoin('offers', join =>
          join.onRef('offers.source', '=', 'offers_facets.source').onRef('offers.key', '=', 'offers_facets.key'),
        )
    : db
        .selectFrom('offers')
        .leftJoin('offers_facets', join =>
          join.onRef('offers_facets.source', '=', 'offers.source').onRef('offers_facets.key', '=', 'offers.key'),
        )
  return (joined as unknown as Query).leftJoin('links', join =>
    join.onRef('links.source', '=', 'offers.source').onRef('links.key', '=', 'offers.key'),
  ) as unknown as Query
}

function filtered(select: Query, query: OfferQuery): Query {
  const { state, status, sources, theme, action, endsBy, scoreBelow } = query
  let asked = select
  if (state) asked = asked.where('offers.state', '=', state)
  // Of what most offers are, as many as a page are met soon when they are walked through in their order; of the rest the index knows the few.
  if (status === 'PUBLISHED') asked = asked.where(sql`coalesce(links.status, '')`, '=', status)
  else if (status) asked = asked.where('links.status', '=', status)
  if (query.offersOnly)
    asked = asked.where(e => e.or([e('offers.state', '<>', 'rejected'), e('offers.record', 'is not', null)]))
  if (sources) asked = asked.where('offers.source', 'in', sources.length > 0 ? sources : [''])
  // Codes are letters, figures, dashes and slashes: nothing that a pattern reads otherwise.
  if (theme) asked = asked.where('offers_facets.themes', 'like', `% ${theme.replace(/[%_\\]/g, '')} %`)
  if (action) asked = asked.where('offers_facets.actions', 'like', `% ${action.replace(/[%_\\]/g, '')} %`)
  if (endsBy) asked = asked.where('offers_facets.ends', '<=', endsBy)
  if (scoreBelow !== undefined) asked = asked.where('offers_facets.score', '<', scoreBelow)
  if (query.epci) asked = asked.where('offers_facets.epci', 'like', `% ${query.epci.replace(/[%_\\]/g, '')} %`)
  if (query.confirmedSince !== undefined) asked = asked.where(lastConfirmed, '>=', query.confirmedSince)
  if (query.unconfirmedSince !== undefined)
    asked = asked.where(e => e.or([e(lastConfirmed, 'is', null), e(lastConfirmed, '<', query.unconfirmedSince ?? '')]))
  return asked
}

function after(by: RawBuilder<string>, down: boolean, [sort, source, key]: Cursor) {
  return (e: ExpressionBuilder<Tables, Joined>): Expression<SqlBool> =>
    e.or([
      sql<SqlBool>`${by} ${sql.raw(down ? '<' : '>')} ${sort}`,
      e.and([sql<SqlBool>`${by} = ${sort}`, e(e.refTuple('offers.source', 'offers.key'), '>', e.tuple(source, key))]),
    ])
}

function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url')
}

/** What cannot be read is the first page. */
function readCursor(text: string | undefined): Cursor | null {
  if (!text || text.length > 2000) return null
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    return Array.isArray(value) && value.length === 3 && value.every(part => typeof part === 'string')
      ? (value as Cursor)
      : null
  } catch {
    return null
  }
}
