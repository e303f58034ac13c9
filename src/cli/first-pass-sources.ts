import type { SourceTiming } from '../app/timetable.ts'
import type { SourceConfig } from '../config/source.ts'

/** Ids of the sources that the opening pass of the demonstration reads: a source that a person paused does not leave by itself, a restart included. */
export function firstPassSources(
  sources: readonly Pick<SourceConfig, 'id' | 'enabled'>[],
  timings: readonly Pick<SourceTiming, 'source' | 'paused'>[],
): string[] {
  const paused = new Set(timings.filter(timing => timing.paused !== null).map(timing => timing.source))
  return sources.filter(({ id, enabled }) => enabled && !paused.has(id)).map(({ id }) => id)
}
