import type { Rejection } from '../common/rejection.ts'
import { isSetAside } from '../coverage/set-aside.ts'
import type { LedgerDeps } from './deps.ts'
import { runsOf } from './runs.ts'

/** Rejections that no offer came of: all of them counted, those of the first causes named, the most frequent first. */
export interface LostRecords {
  total: number
  causes: LostCause[]
}

/** Rejections of one source that are alike. */
export interface LostCause {
  source: string
  /** The pass that met them. */
  run: string
  count: number
  /** The first of them. */
  first: Rejection
}

/** A pass that read nothing says nothing: the last one that did is among these. */
const PASSES = 5
/** Causes of one source that are named: those met first. */
const CAUSES = 50

/**
 * What stands today of these sources and has no offer: rows and pages so broken that none came of them. Those set aside on purpose are not among them.
 * What an ended pass says never changes: it is read once, and again only when it was erased.
 */
export function lostRecordsOf(deps: LedgerDeps) {
  const runs = runsOf(deps)
  let known = new Map<string, LostRecords>()
  async function of(source: string, run: string): Promise<LostRecords> {
    const causes = new Map<string, LostCause>()
    let total = 0
    for await (const { rejection } of runs.lines(run)) {
      if (rejection === undefined || rejection.key !== null || isSetAside(rejection)) continue
      total += 1
      const cause = [rejection.whose, rejection.code, rejection.field, rejection.message].join('\n')
      const met = causes.get(cause)
      if (met) met.count += 1
      else if (causes.size < CAUSES) causes.set(cause, { source, run, count: 1, first: rejection })
    }
    return { total, causes: [...causes.values()] }
  }
  return async (sources: readonly string[]): Promise<LostRecords> => {
    const last = [...(await runs.headsOfEach(sources, PASSES)).values()]
      .flatMap(heads => heads.find(({ counts }) => counts !== null) ?? [])
      .filter(({ counts }) => (counts?.rejected ?? 0) > 0)
    const ids = last.map(({ id }) => id)
    const kept =
      ids.length === 0
        ? []
        : await deps.db.selectFrom('runs_lines').select('run').distinct().where('run', 'in', ids).execute()
    const there = new Set(kept.map(({ run }) => run))
    const now = new Map<string, LostRecords>()
    for (const { id, source } of last)
      now.set(id, (there.has(id) ? known.get(id) : undefined) ?? (await of(source, id)))
    known = new Map([...known, ...now].slice(-MOST))
    const all = [...now.values()]
    return {
      total: all.reduce((sum, { total }) => sum + total, 0),
      causes: all.flatMap(({ causes }) => causes).sort((a, b) => b.count - a.count),
    }
  }
}

/** Passes remembered. */
const MOST = 500
