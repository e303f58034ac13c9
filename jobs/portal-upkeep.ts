import type { Logger } from '../src/common/logger.ts'
import type { JobDefinition } from '../src/queue/job-runner.ts'
import { plainJob } from './plain-job.ts'

/** What one day of upkeep did. */
export interface Upkeep {
  /** Reminders of campaigns that left. */
  reminders: number
  /** Sessions and one-time links that had expired. */
  forgotten: number
}

export interface PortalUpkeepPorts {
  upkeep(): Promise<Upkeep>
  log: Logger
}

/** Every day: the reminders of open campaigns, and the sessions and one-time links past their time. */
export function portalUpkeepJob(ports: PortalUpkeepPorts): JobDefinition<object, Upkeep> {
  return plainJob('portal-upkeep', async () => {
    const done = await ports.upkeep()
    ports.log.info(done, 'portal upkeep')
    return done
  })
}
