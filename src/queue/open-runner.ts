import { type Clock, systemClock } from '../common/clock.ts'
import type { NewId } from '../common/ids.ts'
import type { Logger } from '../common/logger.ts'
import { inProcessRunner } from './in-process.ts'
import type { JobRunner } from './job-runner.ts'
import type { FleetSettings } from './open-fleet-runner.ts'
import { spreadMs } from './spread.ts'

/** Where jobs run: by the fleet when there is a Redis, else here. The same jobs either way. */
export async function openRunner(
  settings: FleetSettings,
  deps: { newId: NewId; log: Logger; clock?: Clock },
): Promise<JobRunner> {
  // What speaks to Redis is only loaded where there is one.
  if (settings.REDIS_URL !== undefined)
    return (await import('./open-fleet-runner.ts')).openFleetRunner(settings, { ...deps, role: 'take' })
  return inProcessRunner({
    clock: systemClock,
    ...deps,
    concurrency: settings.WORKER_CONCURRENCY,
    jitterMs: spreadMs(settings),
  })
}
