import type { Settings } from '../config/settings.ts'

/** Longest delay that the runner adds to a schedule, milliseconds: what is shown must be what happens. In one process there is nobody to spread. */
export function spreadMs(settings: Pick<Settings, 'REDIS_URL' | 'SCHEDULE_SPREAD'>): number {
  return settings.REDIS_URL === undefined ? 0 : settings.SCHEDULE_SPREAD * 60_000
}
