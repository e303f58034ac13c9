import type { SourceConfig } from '../config/source.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Run } from '../ledger/runs.ts'
import type { JobRunner } from '../queue/job-runner.ts'
import { dueBefore } from '../schedule/due-before.ts'
import { isPass } from '../schedule/is-pass.ts'
import { type SourceTiming, scheduleOf } from '../schedule/schedule-of.ts'

/** A pass that was cut short so often since its date is left to the next date: it may be what brings the machine down. */
const MOST_CUTS = 3

/**
 * Asks once for the runs whose date went by while nobody was there (a machine that was off): one per source, however many dates it
 * missed. In a fleet it is the same job as the one that Redis kept, if it kept one. Outside the hours of its site it waits for them.
 * A pass that was cut short (the machine was switched off in the middle of it) did not happen, and neither a
 * simulation nor the sending of an approved plan is a pass. A source that never ran missed nothing, nor does one whose schedule was set since.
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
    const timing = deps.timings.find(({ source }) => source === config.id) ?? null
    const timetable = scheduleOf(config, timing)
    if (timetable === null) continue
    const runs = await ledger.listRuns({ source: config.id, limit: 10 })
    const date = dueBefore(timetable, config.id, now, spreadMs)?.toISOString()
    if (date === undefined || (timing?.at ?? '') >= date) continue
    const made = runs.find(run => isPass(run) && !wasCut(run))
    const cut = runs.filter(wasCut)
    if ((made === undefined && cut.length === 0) || (made !== undefined && made.started >= date)) continue
    if (cut.filter(run => run.started >= date).length >= MOST_CUTS) continue
    const payload = { source: config.id, trigger: 'horaire' }
    await runner.enqueue('sync-source', payload, { priority: 'schedule', id: `schedule-${config.id}` })
    asked.push(config.id)
  }
  return asked
}

/** The process died in it; the next run of the source only says so. */
function wasCut({ state }: Run): boolean {
  return state === 'interrupted' || state === 'running'
}
