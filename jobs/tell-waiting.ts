import type { Logger } from '../src/common/logger.ts'
import type { JobDefinition } from '../src/queue/job-runner.ts'
import { plainJob } from './plain-job.ts'

/** What one look at what waits did. */
export interface ToldWaiting {
  /** Things that wait for a person and that nobody was told of yet. */
  fresh: number
  sent: number
  /** Addresses that the mail server did not take the letter for. */
  failed: number
}

export interface TellWaitingPorts {
  tellWaiting(): Promise<ToldWaiting>
  log: Logger
}

/** Every working day: one letter for all that began to wait for a person since the last one; none when nothing did. */
export function tellWaitingJob(ports: TellWaitingPorts): JobDefinition<object, ToldWaiting> {
  return plainJob('tell-waiting', async () => {
    const told = await ports.tellWaiting()
    ports.log.info(told, 'what waits for a person')
    return told
  })
}
