import type { Outcome } from '../harvest/connector.ts'
import { fromJson, type LedgerDeps, stamp } from './deps.ts'
import { LeaseLost } from './leases.ts'
import { pack, partOf } from './packed.ts'
import { cutInParts } from './parts.ts'
import type { Counts, OfferOutcome } from './plan.ts'
import type { RunReport } from './run-report.ts'
import type { Tables } from './schema.ts'

/**
 * How a run stands. `running`, then one final state, once:
 * `succeeded` everything that was planned is in DORA · `partly` something waits (doubt, refusal of the moment, harvest cut short) ·
 * `proposed` a plan waits for a named person · `quarantined` the guard holds the whole run · `simulated` a dry run ·
 * `failed` nothing could be done · `interrupted` the process died; the next run says so.
 */
export type RunState = 'running' | FinalState
export type FinalState = 'succeeded' | 'partly' | 'proposed' | 'quarantined' | 'simulated' | 'failed' | 'interrupted'

/** States after which the source counts as freshly looked at. */
export const SUCCESSES: readonly RunState[] = ['succeeded', 'partly']

export interface Run {
  id: string
  source: string
  started: string
  ended: string | null
  state: RunState
  configuration: string | null
  outcome: Outcome | null
  counts: Counts | null
  report: RunReport | null
  plan: string | null
  message: string | null
  trigger: string
}

/** A run without its report, which is long: enough to say how it went. */
export type RunHead = Omit<Run, 'report'>

/** The columns of a head. */
const HEAD = [
  'id',
  'source',
  'started',
  'ended',
  'state',
  'configuration',
  'outcome',
  'counts',
  'plan',
  'message',
  'trigger',
] as const

export interface RunFilter {
  source?: string
  limit?: number
  before?: Pick<Run, 'started' | 'id'>
}

/** Sources in one question: a compound of SQLite has five hundred parts at the most. */
const MOST_JOINED = 200

export function runsOf({ db, clock, newId }: LedgerDeps) {
  /** A run closed before the lines were cut has them in its report. */
  const heads = () => db.selectFrom('runs').select(HEAD).orderBy('started', 'desc').orderBy('id', 'desc')
  async function linesInReport(id: string): Promise<OfferOutcome[]> {
    const row = await db.selectFrom('runs').select('report').where('id', '=', id).executeTakeFirst()
    return fromJson<{ outcomes?: OfferOutcome[] }>(row?.report ?? null)?.outcomes ?? []
  }
  return {
    /**
     * Opens a run. A run of the same source that never ended belonged to a process that died: it is closed as `interrupted`,
     * so call this under the source's lease.
     * @param trigger who or what started it, e.g. `schedule` or a person's name
     */
    async begin(source: string, trigger: string, configuration: string | null = null): Promise<string> {
      const now = stamp(clock)
      await db
        .updateTable('runs')
        .set({
          ended: now,
          state: 'interrupted',
          message: 'Le passage a été interrompu avant sa fin ; le suivant reprend.',
        })
        .where('source', '=', source)
        .where('ended', 'is', null)
        .execute()
      const id = newId('run')
      await db
        .insertInto('runs')
        .values({ id, source, started: now, ended: null, state: 'running', configuration, trigger })
        .execute()
      return id
    },
    /** Closes a run in its one final state. @throws LeaseLost when whoever took its source over closed it; Error when it is closed otherwise, or unknown */
    async finish(
      id: string,
      end: {
        state: FinalState
        outcome: Outcome | null
        report: RunReport | null
        plan: string | null
        message: string | null
      },
    ): Promise<void> {
      const now = stamp(clock)
      const row = await db
        .updateTable('runs')
        .set({
          ended: now,
          state: end.state,
          outcome: end.outcome === null ? null : JSON.stringify(end.outcome),
          counts: end.report === null ? null : JSON.stringify(end.report.counts),
          report: end.report === null ? null : JSON.stringify(end.report),
          plan: end.plan,
          message: end.message,
        })
        .where('id', '=', id)
        .where('ended', 'is', null)
        .returning('source')
        .executeTakeFirst()
      if (row === undefined) {
        const ended = await db.selectFrom('runs').select('state').where('id', '=', id).executeTakeFirst()
        if (ended?.state === 'interrupted') throw new LeaseLost(`the next pass of its source has closed run ${id}`)
        throw new Error(`run ${id} is unknown or already closed: a run ends once`)
      }
      const success = SUCCESSES.includes(end.state) ? { last_success: now } : {}
      await db
        .insertInto('sources')
        .values({ id: row.source, configuration: null, last_success: null, last_outcome: end.state, ...success })
        .onConflict(c => c.column('id').doUpdateSet({ last_outcome: end.state, ...success }))
        .execute()
    },
    /** What became of each offer, in the order of the report; before its end, nothing. */
    async *lines(id: string): AsyncGenerator<OfferOutcome, void> {
      for (let n = 0; ; n += 1) {
        const row = await db
          .selectFrom('runs_lines')
          .select(['body', 'packed'])
          .where('run', '=', id)
          .where('n', '=', n)
          .executeTakeFirst()
        if (row !== undefined) yield* partOf<OfferOutcome>(row)
        else if (n > 0) return
        else return yield* await linesInReport(id)
      }
    },
    /** The lines of a run that is about to be closed; call it in the transaction that closes it. @param lines JSON of each, in order */
    async keepLines(id: string, lines: AsyncIterable<string>): Promise<void> {
      let n = 0
      for await (const body of cutInParts(lines)) {
        await db
          .insertInto('runs_lines')
          .values({ run: id, n, body: '', packed: pack(body) })
          .execute()
        n += 1
      }
    },
    async read(id: string): Promise<Run | null> {
      const row = await db.selectFrom('runs').selectAll().where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : toRun(row)
    },
    /** Latest first. @param filter.limit default 50 @param filter.before the last run of the page before */
    async list(filter: RunFilter = {}): Promise<Run[]> {
      let query = db.selectFrom('runs').selectAll().orderBy('started', 'desc').orderBy('id', 'desc')
      if (filter.source !== undefined) query = query.where('source', '=', filter.source)
      const { before } = filter
      if (before !== undefined)
        query = query.where(e => e(e.refTuple('started', 'id'), '<', e.tuple(before.started, before.id)))
      return (await query.limit(filter.limit ?? 50).execute()).map(toRun)
    },
    /** The latest of all sources, latest first, without their reports. */
    heads: async (most: number): Promise<RunHead[]> => (await heads().limit(most).execute()).map(toHead),
    /** The latest of each of these sources, latest first, without their reports: one question, whatever the number of sources. */
    async headsOfEach(sources: readonly string[], most: number): Promise<Map<string, RunHead[]>> {
      const of = (source: string) =>
        db.selectFrom(heads().where('source', '=', source).limit(most).as('latest')).selectAll()
      const found = new Map<string, RunHead[]>()
      for (let begin = 0; begin < sources.length; begin += MOST_JOINED) {
        const [first, ...others] = sources.slice(begin, begin + MOST_JOINED).map(of)
        if (first === undefined) break
        const rows = await others.reduce((all, other) => all.unionAll(other), first).execute()
        for (const [source, runs] of Map.groupBy(rows.map(toHead), run => run.source))
          found.set(source, runs.toSorted(latestFirst))
      }
      return found
    },
  }
}

/** No order holds across the parts of a compound. */
function latestFirst(one: RunHead, other: RunHead): number {
  const [a, b] = [one, other].map(({ started, id }) => `${started} ${id}`) as [string, string]
  return a < b ? 1 : a > b ? -1 : 0
}

function toRun(row: Tables['runs']): Run {
  return { ...toHead(row), report: fromJson(row.report) }
}

function toHead<T extends Pick<Tables['runs'], 'state' | 'outcome' | 'counts'>>(row: T) {
  return {
    ...row,
    state: row.state as RunState,
    outcome: fromJson<Outcome>(row.outcome),
    counts: fromJson<Counts>(row.counts),
  }
}
