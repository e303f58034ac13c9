import type { Clock } from '../src/common/clock.ts'
import type { Logger } from '../src/common/logger.ts'
import type { Ledger } from '../src/ledger/ledger.ts'
import { type Purged, purge } from '../src/ledger/purge.ts'
import type { JobDefinition } from '../src/queue/job-runner.ts'
import { plainJob } from './plain-job.ts'

/** Every night, takes away what is past its time; says what went in the journal. */
export function purgeJob({
  ledger,
  clock,
  log,
}: {
  ledger: Ledger
  clock: Clock
  log: Logger
}): JobDefinition<object, Purged> {
  return plainJob('purge', async () => {
    const purged = await purge(ledger, clock.now())
    log.info({ purged }, 'purged')
    if (Object.values(purged).some(count => count > 0))
      await ledger.events.add({ actor: 'robot', action: 'purge', detail: purged })
    return purged
  })
}
