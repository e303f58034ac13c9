import type { SourceConfig } from '../config/source.ts'
import type { SourceTiming } from './timetable.ts'

/** Ids of the sources that a pass over everything reads: one that a person paused is read only when it is named. */
export function awakeSources(
  sources: readonly Pick<SourceConfig, 'id' | 'enabled'>[],
  timings: readonly Pick<SourceTiming, 'source' | 'paused'>[],
): string[] {
  const paused = new Set(timings.filter(timing => timing.paused !== null).map(timing => timing.source))
  return sources.filter(({ id, enabled }) => enabled && !paused.has(id)).map(({ id }) => id)
}
