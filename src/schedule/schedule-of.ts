import type { SourceConfig } from '../config/source.ts'
import { timetableOf } from './timetable.ts'

/** What the gestionnaire changed on the portal, where it matters here. */
export interface SourceTiming {
  source: string
  /** Cron; null: the file's own; '' : on demand only. */
  schedule: string | null
  /** ISO instant since when it is paused. */
  paused: string | null
}

/** Whether nothing runs by itself because somebody said so: in its file, or on the portal. */
export function isPaused(
  { enabled }: Pick<SourceConfig, 'enabled'>,
  timing: Pick<SourceTiming, 'paused'> | null,
): boolean {
  return !enabled || (timing?.paused ?? null) !== null
}

/** The cron in force, or null when nothing runs by itself: disabled, paused, or on demand only. */
export function cronOf(
  config: Pick<SourceConfig, 'enabled' | 'schedule'>,
  timing: Omit<SourceTiming, 'source'> | null,
): string | null {
  return isPaused(config, timing) ? null : (timing?.schedule ?? config.schedule) || null
}

/** The same as `timetableOf` writes it: with the hours of the site. @param config its window is the one that really holds */
export function scheduleOf(
  config: Pick<SourceConfig, 'enabled' | 'schedule' | 'window'>,
  timing: Omit<SourceTiming, 'source'> | null,
): string | null {
  const cron = cronOf(config, timing)
  return cron === null ? null : timetableOf(cron, config.window)
}
