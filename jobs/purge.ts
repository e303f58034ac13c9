import { z } from 'zod'
import type { App } from '../src/app/app.ts'
import { type Purged, purge } from '../src/ledger/purge.ts'
import type { JobDefinition } from '../src/queue/job-runner.ts'

/** Every night, takes away what is past its time; says what went in the journal. */
export function purgeJob(app: Pick<App, 'ledger' | 'clock' | 'log'>): JobDefinition<object, Purged> {
  return {
    name: 'purge',
    payload: z.strictObject({}),
    async run() {
      const purged = await purge(app.ledger, app.clock.now())
      app.log.info({ purged }, 'purged')
      if (Object.values(purged).some(count => count > 0))
        await app.ledger.events.add({ actor: 'robot', action: 'purge', source: null, key: null, detail: purged })
      return purged
    },
  }
}
