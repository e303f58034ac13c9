import type { Clock } from '../common/clock.ts'
import type { NewId } from '../common/ids.ts'
import type { Logger } from '../common/logger.ts'
import type { Settings } from '../config/settings.ts'
import { bullmqRunner, type FleetRunner } from './bullmq.ts'
import { spreadMs } from './spread.ts'

export type FleetSettings = Pick<Settings, 'REDIS_URL' | 'WORKER_CONCURRENCY' | 'WORKER_SILENCE' | 'SCHEDULE_SPREAD'>

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
