import { type Clock, systemClock } from '../common/clock.ts'
import type { NewId } from '../common/ids.ts'
import type { Logger } from '../common/logger.ts'
import type { Settings } from '../config/settings.ts'
import { bullmqRunner, type FleetRunner } from './bullmq.ts'
import { inProcessRunner } from './in-process.ts'
import type { JobRunner } from './job-runner.ts'

type FleetSettings = Pick<Settings, 'REDIS_URL' | 'WORKER_CONCURRENCY' | 'WORKER_SILENCE' | 'SCHEDULE_SPREAD'>

/** Longest delay that the runner adds to a schedule, milliseconds: what is shown must be what happens. In one process there is nobody to spread. */
export function spreadMs(settings: Pick<Settings, 'REDIS_URL' | 'SCHEDULE_SPREAD'>): number {
  return settings.REDIS_URL === undefined ? 0 : settings.SCHEDULE_SPREAD * 60_000
}

/** The runner of one process of a fleet. @throws Error in French without REDIS_URL */
export function openFleetRunner(
  settings: FleetSettings,
  deps: { newId: NewId; log: Logger; clock?: Clock; role: 'take' | 'ask' },
): FleetRunner {
  const { REDIS_URL } = settings
  if (REDIS_URL === undefined)
    throw new Error(
      'REDIS_URL manque : une flotte partage une file d’attente Redis. Sans Redis, « dora-sync start » fait tout dans un seul programme.',
    )
  return bullmqRunner({
    ...deps,
    redisUrl: REDIS_URL,
    concurrency: settings.WORKER_CONCURRENCY,
    lockMs: settings.WORKER_SILENCE * 1000,
    jitterMs: spreadMs(settings),
  })
}

/** Where jobs run: by the fleet when there is a Redis, else here. The same jobs either way. */
export function openRunner(settings: FleetSettings, deps: { newId: NewId; log: Logger; clock?: Clock }): JobRunner {
  if (settings.REDIS_URL !== undefined) return openFleetRunner(settings, { ...deps, role: 'take' })
  return inProcessRunner({
    clock: systemClock,
    ...deps,
    concurrency: settings.WORKER_CONCURRENCY,
    jitterMs: spreadMs(settings),
  })
}
