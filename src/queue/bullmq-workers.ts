import { DelayedError, type Job, UnrecoverableError, WaitingError, Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Clock } from '../common/clock.ts'
import type { Logger } from '../common/logger.ts'
import { again } from './again.ts'
import type { JobDefinition } from './job-runner.ts'
import { TryLater } from './try-later.ts'
import { within } from './within.ts'

/** The one queue of a fleet. */
export const QUEUE = 'jobs'

/** The job that a schedule of BullMQ makes: all it does is to ask for the real one, so that a date never doubles a run that is still going. */
export const TICK = 'tick'
export interface Tick {
  key: string
  name: string
  payload: unknown
}

/** What a job that ignores its signal is still given after the grace, in milliseconds. */
const LAST_WORD_MS = 2000

interface Options {
  connection: Redis
  prefix: string
  jobs: ReadonlyMap<string, JobDefinition<unknown, unknown>>
  log: Logger
  clock: Clock
  concurrency: number
  lockMs: number
  settings: { repeatStrategy: (millis: number, repeat: { pattern?: string }) => number }
  onTick(tick: Tick): Promise<void>
}

/**
 * The part of a fleet's process that works.
 *
 * A job is *taken* under a lock that is prolonged while it runs. It then *ends*, is *given back* (closing, `TryLater`, our own
 * servers away), or is a *dead letter*. When the lock could not be prolonged, another worker has the job by now: ours is told
 * to stop by its signal, and whatever it says later counts for nothing. What it wrote meanwhile is the ledger's lease's business.
 */
export function bullWorkers(options: Options): { start(): void; close(graceMs: number): Promise<void> } {
  const { connection, prefix, jobs, log, clock, lockMs, settings } = options
  const running = new Map<Promise<unknown>, { job: Job; token: string }>()
  let closing = false

  async function process(job: Job, token: string | undefined, signal: AbortSignal | undefined): Promise<unknown> {
    const work = perform(job, token ?? '', signal ?? new AbortController().signal)
    running.set(work, { job, token: token ?? '' })
    const over = () => running.delete(work)
    work.then(over, over)
    return work
  }

  async function perform(job: Job, token: string, signal: AbortSignal): Promise<unknown> {
    if (closing) return giveBack(job, token)
    const context = { job: job.name, id: job.id, starts: job.attemptsStarted, ...references(job.data) }
    try {
      if (job.name === TICK) return await options.onTick(job.data as Tick)
      const definition = jobs.get(job.name)
      // While a new version is put in place, an older process may meet a job that it does not know.
      if (definition === undefined) throw new TryLater(`unknown job ${job.name}`, 30_000)
      const payload = definition.payload.parse(job.data)
      log.debug(context, 'job started')
      const result = await definition.run(payload, signal)
      log.debug(context, 'job done')
      return result ?? null
    } catch (error) {
      if (closing && (signal.aborted || error instanceof TryLater)) return giveBack(job, token)
      if (signal.aborted) {
        // Another worker has it: there is nothing left to say about it here.
        log.info({ ...context, err: error }, 'job left to another worker')
        throw error
      }
      const next = again(error, job.attemptsStarted)
      if (next.kind === 'give-up') {
        log.warn({ ...context, err: error }, 'job failed')
        throw new UnrecoverableError(error instanceof Error ? error.message : String(error))
      }
      log.info({ ...context, afterMs: next.afterMs, err: error }, 'job given back')
      await job.moveToDelayed(clock.now().getTime() + next.afterMs, token)
      throw new DelayedError()
    }
  }

  async function giveBack(job: Job, token: string): Promise<never> {
    log.info({ job: job.name, id: job.id }, 'job given back')
    await job.moveToWait(token)
    throw new WaitingError()
  }

  const worker = new Worker(QUEUE, process, {
    connection,
    prefix,
    concurrency: options.concurrency,
    settings,
    autorun: false,
    lockDuration: lockMs,
    stalledInterval: lockMs / 2,
    // A job that kills its process each time is a dead letter after the third.
    maxStalledCount: 3,
    drainDelay: 5,
    runRetryDelay: 1000,
  })
  worker.setMaxListeners(0)
  worker.on('error', error => log.debug({ reason: error.message }, 'worker'))
  worker.on('stalled', id => log.warn({ id }, 'job taken over from a silent worker'))
  worker.on('lockRenewalFailed', ids => {
    log.warn({ ids }, 'lock lost')
    for (const id of ids) worker.cancelJob(id, 'lock lost')
  })

  let started = false
  return {
    // Once the definitions that come together are all there: a job must not meet a process that does not know it yet.
    start() {
      if (started) return
      started = true
      setImmediate(() => {
        if (!closing) worker.run().catch(error => log.error({ reason: String(error) }, 'worker'))
      })
    },
    async close(graceMs) {
      closing = true
      await worker.pause(true)
      const ended = async () => {
        while (running.size > 0) await Promise.allSettled(running.keys())
      }
      if (!(await within(graceMs, ended()))) {
        worker.cancelAllJobs('closing')
        await within(LAST_WORD_MS, ended())
      }
      // What ignored its signal is given back over its head: the ledger's lease lets it write no more. Without Redis, its lock will end by itself.
      const giving = [...running.values()].map(({ job, token }) => giveBack(job, token).catch(() => undefined))
      await within(LAST_WORD_MS, Promise.all(giving))
      await within(LAST_WORD_MS, worker.close(running.size > 0))
    },
  }
}

/** Ids that make a log line findable; payloads hold ids and hashes only. */
function references(data: unknown): Record<string, string> {
  if (data === null || typeof data !== 'object') return {}
  const found = Object.entries(data).filter(
    ([key, value]) => ['run', 'source', 'plan'].includes(key) && typeof value === 'string',
  )
  return Object.fromEntries(found) as Record<string, string>
}
