import { type Job, Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import { type Clock, systemClock } from '../common/clock.ts'
import type { NewId } from '../common/ids.ts'
import type { Logger } from '../common/logger.ts'
import { nextDates } from '../schedule/timetable.ts'
import { bullResults } from './bullmq-results.ts'
import { bullWorkers, QUEUE, TICK, type Tick } from './bullmq-workers.ts'
import type { JobDefinition, JobRunner, Priority } from './job-runner.ts'
import { QueueUnavailable } from './queue-unavailable.ts'
import { connectRedis } from './redis-connection.ts'
import { isServerAway } from './server-away.ts'
import { within } from './within.ts'

/** Seconds that finished jobs are kept: long enough to be waited for, and to be looked at. */
const KEPT = { done: { age: 3600, count: 1000 }, dead: { age: 30 * 86_400, count: 5000 } }
/** Of a Redis that is away one does not take leave for ever, milliseconds. */
const CLOSING_MS = 2000
/** What a page waits for a Redis that is coming back, then for its answer, milliseconds. */
const SHOW_UP_MS = 2000
const ANSWER_MS = 2500
/** BullMQ takes lower numbers first. */
const PRIORITIES: Record<Priority, number> = { now: 1, schedule: 2 }

export interface FleetOptions {
  redisUrl: string
  newId: NewId
  log: Logger
  clock?: Clock
  /** `take`: this process works. `ask`: it only asks for work (web, scheduler). Default `take`. */
  role?: 'take' | 'ask'
  /** Jobs at the same time in this process, default 4. */
  concurrency?: number
  /** Longest delay added to a schedule, milliseconds; the same in every process. Default 0. */
  jitterMs?: number
  /** Prefix of every key in Redis; one per fleet. Default `dora-sync`. */
  prefix?: string
  /** How long a silent worker keeps its job before another takes it, milliseconds. Default 30 000; the check runs half as often again. */
  lockMs?: number
  /** See `connectRedis`. */
  silenceMs?: number
}

const AWAY = 'La file des travaux ne répond pas. Réessayez dans un instant.'

/** A `JobRunner` whose queue is in Redis. The queue itself is given for those who look at it (Bull Board). */
export interface FleetRunner extends JobRunner {
  readonly queue: Queue
  /** Whether Redis answers now. */
  ready(): boolean
}

/** Jobs by a fleet of processes that share one Redis: BullMQ. */
export function bullmqRunner(options: FleetOptions): FleetRunner {
  const { redisUrl, newId, log, clock = systemClock, jitterMs = 0, prefix = 'dora-sync' } = options
  const jobs = new Map<string, JobDefinition<unknown, unknown>>()
  const connections: Redis[] = []
  const open = (patience: 'patient' | 'impatient', name: string): Redis => {
    const silence = options.silenceMs === undefined ? {} : { silenceMs: options.silenceMs }
    const redis = connectRedis(redisUrl, { patience, log, name: `${prefix}-${name}`, ...silence })
    connections.push(redis)
    return redis
  }
  const asking = open('impatient', 'ask')
  const settings = {
    repeatStrategy: (millis: number, repeat: { pattern?: string; key?: string }) => nextMillis(millis, repeat),
  }
  // BullMQ asks for Redis's version once, and a queue whose only question was lost (Redis went away, or was not there yet) would
  // refuse for ever. What is asked on this connection works alike on every version.
  const atOnce = { connection: asking, prefix, skipWaitingForReady: true, skipVersionCheck: true }
  const queue = new Queue(QUEUE, { ...atOnce, settings })
  // Connections log for themselves, once per absence.
  queue.setMaxListeners(0).on('error', () => undefined)
  const results = bullResults({ queue, prefix, clock, connect: () => open('patient', 'events') })
  let closing = false

  function nextMillis(millis: number, repeat: { pattern?: string; key?: string }): number {
    // The pattern carries the key behind a tab, because BullMQ does not tell a strategy which schedule it is for.
    const [cron = '', key = ''] = (repeat.pattern ?? '').split('\t')
    const [next] = nextDates(cron, key, { after: new Date(millis), count: 1, jitterMs })
    return next?.getTime() ?? 0
  }

  function definition(name: string): JobDefinition<unknown, unknown> {
    const job = jobs.get(name)
    if (!job) throw new Error(`unknown job ${name}; known: ${[...jobs.keys()].join(', ')}`)
    if (closing) throw new Error('the runner is closing')
    return job
  }

  async function whenReady(): Promise<void> {
    for (let waitedMs = 0; asking.status !== 'ready'; waitedMs += 50) {
      if (waitedMs >= SHOW_UP_MS || asking.status === 'end') throw new QueueUnavailable(AWAY)
      await clock.sleep(50)
    }
  }

  /**
   * A page must not hang on a Redis that is away, nor on one that has become silent: both are given their time, no more.
   * @throws QueueUnavailable
   */
  async function reach<T>(work: () => Promise<T>): Promise<T> {
    await whenReady()
    const answer = work()
    try {
      if (!(await within(ANSWER_MS, answer))) throw new QueueUnavailable(AWAY)
      return await answer
    } catch (error) {
      // What comes after its time interests nobody.
      answer.catch(() => undefined)
      throw isServerAway(error) ? new QueueUnavailable(AWAY, { cause: error }) : error
    }
  }

  const workers =
    options.role === 'ask'
      ? null
      : bullWorkers({
          connection: open('patient', 'take'),
          prefix,
          jobs,
          log,
          clock,
          concurrency: options.concurrency ?? 4,
          lockMs: options.lockMs ?? 30_000,
          settings,
          onTick: async (tick: Tick) => {
            await runner.enqueue(tick.name, tick.payload, { priority: 'schedule', id: `schedule-${tick.key}` })
          },
        })

  const deadLetter = (id: string): Promise<Job | undefined> =>
    reach(async () => {
      const job = await queue.getJob(id)
      return job !== undefined && (await job.isFailed()) ? job : undefined
    })

  /** @returns whether it was still there: of several people, one puts it away */
  async function putAway(job: Job): Promise<boolean> {
    if ((await asking.zrem(queue.toKey('failed'), job.id ?? '')) === 0) return false
    await job.remove()
    return true
  }

  const runner: FleetRunner = {
    queue,
    ready: () => asking.status === 'ready',
    define(job) {
      jobs.set(job.name, job as unknown as JobDefinition<unknown, unknown>)
      workers?.start()
    },
    async enqueue<Result>(name: string, payload: unknown, asked: { priority?: Priority; id?: string } = {}) {
      const checked = definition(name).payload.parse(payload)
      const priority = asked.priority ?? 'schedule'
      const options = {
        jobId: newId('job'),
        priority: PRIORITIES[priority],
        removeOnComplete: KEPT.done,
        removeOnFail: KEPT.dead,
        ...(asked.id !== undefined && { deduplication: { id: asked.id } }),
      }
      return results.handle<Result>(await reach(() => queue.add(name, checked, options)), asked.id)
    },
    async schedule(key, cron, name, payload) {
      const tick: Tick = { key, name, payload: definition(name).payload.parse(payload) }
      nextDates(cron, key, { after: clock.now(), count: 1, jitterMs })
      const repeat = { pattern: `${cron}\t${key}`, tz: 'Europe/Paris' }
      const opts = { priority: PRIORITIES.now, removeOnComplete: 100, removeOnFail: KEPT.dead }
      await reach(() => queue.upsertJobScheduler(key, repeat, { name: TICK, data: tick, opts }))
    },
    async unschedule(key) {
      await reach(() => queue.removeJobScheduler(key))
    },
    async nextRuns(key, count) {
      const [cron] = ((await reach(() => queue.getJobScheduler(key)))?.pattern ?? '').split('\t')
      return cron ? nextDates(cron, key, { after: clock.now(), count, jitterMs }) : []
    },
    async schedules() {
      const all = await reach(() => queue.getJobSchedulers(0, -1))
      return new Map(all.map(({ key, pattern }) => [key, (pattern ?? '').split('\t')[0] ?? '']))
    },
    async state() {
      // Delayed jobs are the schedules' next dates too: those are not work given back.
      const [counts, schedules] = await reach(() => Promise.all([queue.getJobCounts(), queue.getJobSchedulersCount()]))
      const of = (...states: string[]) => states.reduce((sum, state) => sum + (counts[state] ?? 0), 0)
      return {
        waiting: of('waiting', 'prioritized', 'paused'),
        running: of('active'),
        later: Math.max(0, of('delayed') - schedules),
        dead: of('failed'),
      }
    },
    async deadLetters(limit = 100) {
      const failed = await reach(() => queue.getFailed(0, limit - 1))
      return failed
        .map(job => ({
          id: job.id ?? '',
          name: job.name,
          payload: job.data as unknown,
          reason: job.failedReason,
          failedAt: new Date(job.finishedOn ?? job.timestamp),
          starts: job.attemptsStarted,
        }))
        .sort((a, b) => b.failedAt.getTime() - a.failedAt.getTime())
        .slice(0, limit)
    },
    async revive(id) {
      const job = await deadLetter(id)
      if (job === undefined) return false
      return reach(async () => {
        const same = job.opts.deduplication?.id
        // What was asked for again meanwhile is the same work.
        if (same !== undefined && (await queue.getDeduplicationJobId(same)) !== null) return putAway(job)
        await job.retry('failed', { resetAttemptsStarted: true })
        return true
      }).catch(nobodyElse)
    },
    async drop(id) {
      const job = await deadLetter(id)
      return job !== undefined && reach(() => putAway(job))
    },
    async idle() {
      for (;;) {
        const { waiting, running, later } = await runner.state()
        if (waiting + running + later === 0) return
        await clock.sleep(25)
      }
    },
    async close(graceMs = 10_000) {
      if (closing) return
      closing = true
      await workers?.close(graceMs)
      await results.close()
      await within(CLOSING_MS, queue.close())
      for (const connection of connections) connection.disconnect()
    },
  }
  return runner
}

/** Somebody else took the dead letter at the same instant: BullMQ's scripts refuse with a number. */
function nobodyElse(error: unknown): false {
  if (error instanceof Error && 'code' in error && typeof error.code === 'number') return false
  throw error
}
