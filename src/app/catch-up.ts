import type { SourceConfig } from '../config/source.ts'
import { outsideHours } from '../harvest/outside-hours.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { JobRunner } from '../queue/contract.ts'
import { lastDate } from '../queue/timetable.ts'
import { type SourceTiming, scheduleOf } from './timetable.ts'

/**
 * Asks once for the runs whose date went by while nobody was there (a machine that was off): one per source, however many dates it
 * missed. In a fleet it is the same job as the one that Redis kept, if it kept one. Outside the hours of its site it waits for them.
 * A source that never ran missed nothing, nor does one whose schedule was set since.
 * @returns the sources that were asked for
 */
export async function catchUp(deps: {
  runner: Pick<JobRunner, 'enqueue'>
  ledger: Pick<Ledger, 'listRuns'>
  sources: readonly SourceConfig[]
  timings: readonly (SourceTiming & { at?: string })[]
  spreadMs: number
  now: Date
}): Promise<string[]> {
  const { runner, ledger, now, spreadMs } = deps
  const asked: string[] = []
  for (const config of deps.sources) {
    const timing = deps.timings.find(({ source }) => source === config.id)
    const timetable = scheduleOf(config, timing)
    if (timetable === null) continue
    const runs = await ledger.listRuns({ source: config.id, limit: 10 })
    const last = runs.find(run => !outsideHours(run.outcome))
    const due = dueBefore(timetable, config.id, now, spreadMs)
    if (due === null || last === undefined) continue
    if (last.started >= due.toISOString() || (timing?.at ?? '') >= due.toISOString()) continue
    const payload = { source: config.id, trigger: 'horaire' }
    await runner.enqueue('sync-source', payload, { priority: 'schedule', id: `schedule-${config.id}` })
    asked.push(config.id)
  }
  return asked
}

function dueBefore(timetable: string, key: string, before: Date, jitterMs: number): Date | null {
  try {
    return lastDate(timetable, key, { before, jitterMs })
  } catch {
    // It cannot be read: told where schedules are kept.
    return null
  }
}
