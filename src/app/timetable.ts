import type { SourceConfig } from '../config/source.ts'
import type { JobRunner } from '../queue/contract.ts'

/** What the gestionnaire changed on the portal, where it matters here. */
export interface SourceTiming {
  source: string
  /** Cron; null: the file's own; '' : on demand only. */
  schedule: string | null
  /** ISO instant since when it is paused. */
  paused: string | null
}

/** The cron of a source, or null when nothing runs by itself: disabled, paused, or on demand only. */
export function scheduleOf(config: SourceConfig, timing: SourceTiming | undefined): string | null {
  if (!config.enabled || (timing?.paused ?? null) !== null) return null
  return (timing?.schedule ?? config.schedule) || null
}

/**
 * Makes the runner's schedules those that the configuration and the portal ask for; what is right already is not touched, so that
 * a date to come stays. May be called as often as one likes, by several processes. Keys that begin with «~» are the robot's own.
 * @returns keys that were set and taken away
 */
export async function keepTimetable(
  runner: Pick<JobRunner, 'schedules' | 'schedule' | 'unschedule'>,
  sources: readonly SourceConfig[],
  timings: readonly SourceTiming[],
): Promise<{ set: string[]; removed: string[] }> {
  const byId = new Map(timings.map(timing => [timing.source, timing]))
  const wanted = new Map(
    sources.flatMap(config => {
      const cron = scheduleOf(config, byId.get(config.id))
      return cron === null ? [] : [[config.id, cron] as const]
    }),
  )
  const present = await runner.schedules()
  const removed = [...present.keys()].filter(key => !key.startsWith('~') && !wanted.has(key))
  for (const key of removed) await runner.unschedule(key)
  const set = [...wanted].filter(([key, cron]) => present.get(key) !== cron)
  for (const [key, cron] of set) await runner.schedule(key, cron, 'sync-source', { source: key, trigger: 'horaire' })
  return { set: set.map(([key]) => key), removed }
}
