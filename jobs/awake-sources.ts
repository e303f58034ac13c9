import type { SourceConfig } from '../src/config/source.ts'

/** Ids of the sources that a pass over everything reads: one that a person paused is read only when it is named. */
export function awakeSources(
  sources: readonly Pick<SourceConfig, 'id' | 'enabled'>[],
  settings: readonly { source: string; paused: string | null }[],
): string[] {
  const paused = new Set(settings.filter(each => each.paused !== null).map(({ source }) => source))
  return sources.filter(({ id, enabled }) => enabled && !paused.has(id)).map(({ id }) => id)
}
