import { Cron } from 'croner'
import PQueue from 'p-queue'
import type { NewId } from '../common/ids.ts'
import type { Logger } from '../common/logger.ts'
import type { JobDefinition, JobHandle, JobRunner, Priority } from './contract.ts'

const PRIORITIES: Record<Priority, number> = { now: 2, schedule: 1, backfill: 0 }

/**
 * Jobs in this process: p-queue for the order, croner for the timetable (Europe/Paris).
 * @param options.concurrency jobs at the same time, default 4; each source has its own lease besides
 */
export function inProcessRunner(options: { newId: NewId; log: Logger; concurrency?: number }): JobRunner {
  const queue = new PQueue({ concurrency: options.concurrency ?? 4 })
  const jobs = new Map<string, JobDefinition<unknown, unknown>>()
  const crons = new Map<string, Cron>()
  const live = new Map<string, JobHandle<unknown>>()
  const stop = new AbortController()

  const runner: JobRunner = {
    define(job) {
      jobs.set(job.name, job as unknown as JobDefinition<unknown, unknown>)
    },
    async enqueue<Result>(name: string, payload: unknown, asked: { priority?: Priority; id?: string } = {}) {
      const job = jobs.get(name)
      if (!job) throw new Error(`unknown job ${name}; known: ${[...jobs.keys()].join(', ')}`)
      if (stop.signal.aborted) throw new Error('the runner is closing')
      const checked = job.payload.parse(payload)
      const id = asked.id ?? options.newId('job')
      const already = live.get(id)
      if (already) return already as JobHandle<Result>
      const result = queue.add(() => job.run(checked, stop.signal), {
        priority: PRIORITIES[asked.priority ?? 'schedule'],
        signal: stop.signal,
      })
      const handle = { id, result } as JobHandle<Result>
      live.set(id, handle)
      result.then(
        () => live.delete(id),
        error => {
          live.delete(id)
          options.log.warn({ job: name, id, err: error }, 'job failed')
        },
      )
      return handle
    },
    async schedule(key, cron, name, payload) {
      crons.get(key)?.stop()
      crons.set(
        key,
        new Cron(
          cron,
          {
            timezone: 'Europe/Paris',
            unref: true,
            catch: error => options.log.error({ err: error, key }, 'schedule failed'),
          },
          async () => {
            const handle = await runner.enqueue(name, payload, { priority: 'schedule', id: `schedule-${key}` })
            await handle.result.catch(() => undefined)
          },
        ),
      )
    },
    async unschedule(key) {
      crons.get(key)?.stop()
      crons.delete(key)
    },
    nextRuns: async (key, count) => crons.get(key)?.nextRuns(count) ?? [],
    idle: () => queue.onIdle(),
    async close(graceMs = 10_000) {
      for (const cron of crons.values()) cron.stop()
      crons.clear()
      queue.pause()
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<void>(resolve => {
        timer = setTimeout(resolve, graceMs)
      })
      await Promise.race([queue.onPendingZero(), late])
      clearTimeout(timer)
      // What still waits is refused, what still runs is told to stop.
      stop.abort(new Error('the runner was closed'))
      await queue.onPendingZero()
    },
  }
  return runner
}
