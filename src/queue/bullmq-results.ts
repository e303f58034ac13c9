import { type Job, type Queue, QueueEvents } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Clock } from '../common/clock.ts'
import type { JobHandle } from './job-runner.ts'
import { within } from './within.ts'

/** What is already over is heard of within this at a close, milliseconds. */
const HEARD_MS = 2000

/** Handles on jobs of a fleet, whose results are listened for only when somebody asks: most handles are dropped. */
export interface Results {
  handle<Result>(job: Job, id?: string): JobHandle<Result>
  /** Hears of what is over, and stops listening; what others will end is no longer waited for. */
  close(): Promise<void>
}

/** @param options.connect a new patient connection: listening blocks it */
export function bullResults(options: { queue: Queue; prefix: string; clock: Clock; connect: () => Redis }): Results {
  const { queue, prefix, clock, connect } = options
  const waited = new Map<Job, Promise<unknown>>()
  let listening: QueueEvents | undefined

  function listener(): QueueEvents {
    if (listening !== undefined) return listening
    // From «now» on, a job that ends while the listener starts would never be heard of. Ids of events are Redis's own milliseconds.
    const lastEventId = `${Math.max(0, clock.now().getTime() - 60_000)}-0`
    listening = new QueueEvents(queue.name, { connection: connect(), prefix, lastEventId })
    listening.setMaxListeners(0).on('error', () => undefined)
    return listening
  }

  return {
    handle<Result>(job: Job, id = job.id ?? ''): JobHandle<Result> {
      let result: Promise<Result> | undefined
      return {
        id,
        get result() {
          if (result === undefined) {
            result = job.waitUntilFinished(listener()) as Promise<Result>
            waited.set(job, result)
            const over = () => waited.delete(job)
            result.then(over, over)
          }
          return result
        },
      }
    },
    async close() {
      const heard = [...waited].map(async ([job, result]) => {
        const state = await job.getState()
        if (state === 'completed' || state === 'failed') await result
      })
      await within(HEARD_MS, Promise.allSettled(heard))
      if (listening !== undefined) await within(HEARD_MS, listening.close())
    },
  }
}
