import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import type { Rejection } from '../common/rejection.ts'
import { fold } from '../common/text.ts'
import type { DoraStatus } from '../dora/port.ts'
import type { HomeStanding } from '../dora/visibility.ts'
import type { LedgerDeps } from './deps.ts'
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
}

export interface OfferQuery {
  /** Words of the name; accents and case do not count. */
  words?: string
  state?: string
  /** DORA's status. */
  status?: string
  sources?: readonly string[]
  /** What was set aside without ever having been an offer (a page of a homonym, of another place) is left out. */
  offersOnly?: boolean
  /** Cursor of the page before. */
  after?: string
  /** Lines a page, default 50. */
  size?: number
}

export interface OfferPage {
  lines: OfferLine[]
  /** Cursor of the next page, or null at the end. */
  next: string | null
}

type Cursor = [sort: string, source: string, key: string]

/** Offers in the French order of their names, page by page: the time of a page does not depend on how many there are before it. */
export async function offersPage({ db }: Pick<LedgerDeps, 'db'>, query: OfferQuery): Promise<OfferPage> {
  const size = query.size ?? 50
  const words = fold(query.words ?? '')
  const cursor = readCursor(query.after)
  let select = db
    .selectFrom('offers')
    .leftJoin('links', join => join.onRef('links.source', '=', 'offers.source').onRef('links.key', '=', 'offers.key'))
    .select([
      'offers.source',
      'offers.key',
      'offers.name',
      'offers.sort',
      'offers.state',
      'offers.last_seen as lastSeen',
      'links.slug',
      'links.status',
      'links.suspension',
      'links.home',
      'offers.rejection',
    ])
    .orderBy('offers.sort')
    .orderBy('offers.source')
    .orderBy('offers.key')
  if (query.state) select = select.where('offers.state', '=', query.state)
  if (query.status) select = select.where('links.status', '=', query.status)
  if (query.offersOnly)
    select = select.where(e => e.or([e('offers.state', '<>', 'rejected'), e('offers.record', 'is not', null)]))
  if (query.sources) select = select.where('offers.source', 'in', query.sources.length > 0 ? query.sources : [''])
  // Folded words are letters, figures and blanks: nothing that a pattern reads otherwise.
  if (words !== '') select = select.where('offers.sort', 'like', `%${words}%`)
  if (cursor) select = select.where(after(cursor))
  const rows = await select.limit(size + 1).execute()
  const shown = rows.slice(0, size)
  const last = shown.at(-1)
  return {
    lines: shown.map(({ sort: _, ...row }) => ({
      ...row,
      state: row.state as OfferLine['state'],
      home: row.home as HomeStanding | null,
      status: row.status as OfferLine['status'],
      rejection: row.rejection === null ? null : (JSON.parse(row.rejection) as Rejection),
    })),
    next: rows.length > size && last ? writeCursor([last.sort, last.source, last.key]) : null,
  }
}

function after([sort, source, key]: Cursor) {
  return (e: ExpressionBuilder<Tables, 'offers'>): Expression<SqlBool> =>
    e(e.refTuple('offers.sort', 'offers.source', 'offers.key'), '>', e.tuple(sort, source, key))
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
