import type { SourceConfig } from '../config/source.ts'
import type { JobRunner } from '../queue/job-runner.ts'
import { type SourceTiming, scheduleOf } from '../schedule/schedule-of.ts'
import { nextDates } from '../schedule/timetable.ts'

/**
 * Makes the runner's schedules those that the configuration and the portal ask for; what is right already is not touched, so that
 * a date to come stays. May be called as often as one likes, by several processes. Keys that begin with «~» are the robot's own.
 * A timetable that cannot be read stops no other.
 * @returns keys that were set, taken away, and those that could not be set
 */
export async function keepTimetable(
  runner: Pick<JobRunner, 'schedules' | 'schedule' | 'unschedule'>,
  sources: readonly SourceConfig[],
  timings: readonly SourceTiming[],
): Promise<{ set: string[]; removed: string[]; wrong: string[] }> {
  const byId = new Map(timings.map(timing => [timing.source, timing]))
  const wanted = new Map(
    sources.flatMap(config => {
      const timetable = scheduleOf(config, byId.get(config.id) ?? null)
      return timetable === null ? [] : [[config.id, timetable] as const]
    }),
  )
  const present = await runner.schedules()
  const removed = [...present.keys()].filter(key => !key.startsWith('~') && !wanted.has(key))
  for (const key of removed) await runner.unschedule(key)
  const set: string[] = []
  const wrong: string[] = []
  for (const [key, timetable] of wanted) {
    if (present.get(key) === timetable) continue
    if (!isReadable(timetable, key)) wrong.push(key)
    else {
      await runner.schedule(key, timetable, 'sync-source', { source: key, trigger: 'horaire' })
      set.push(key)
    }
  }
  return { set, removed, wrong }
}

function isReadable(timetable: string, key: string): boolean {
  try {
    nextDates(timetable, key, { after: new Date(0), count: 1, jitterMs: 0 })
    return true
  } catch {
    return false
  }
}
