import { FlowProducer, type Job, type JobsOptions, Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import { type Clock, systemClock } from '../common/clock.ts'
import type { NewId } from '../common/ids.ts'
import type { Logger } from '../common/logger.ts'
import { bullResults } from './bullmq-results.ts'
import { bullWorkers, TICK, type Tick } from './bullmq-workers.ts'
import type { ChainStep, JobDefinition, JobRunner, Priority } from './job-runner.ts'
import { QueueUnavailable } from './queue-unavailable.ts'
import { connectRedis } from './redis-connection.ts'
import { isServerAway } from './server-away.ts'
import { nextDates } from './timetable.ts'
import { within } from './within.ts'

/** Seconds that finished jobs are kept: long enough to be waited for, and to be looked at. */
const KEPT = { done: { age: 3600, count: 1000 }, dead: { age: 30 * 86_400, count: 5000 } }
/** Of a Redis that is away one does not take leave for ever, milliseconds. */
const CLOSING_MS = 2000
/** What a page waits for a Redis that is coming back, then for its answer, milliseconds. */
const SHOW_UP_MS = 2000
const ANSWER_MS = 2500
/** BullMQ takes lower numbers first. Backfill has a queue and slots of its own, so that it can fill neither. */
const PRIORITIES: Record<Priority, number> = { now: 1, schedule: 2, backfill: 3 }

export interface FleetOptions {
  redisUrl: string
  newId: NewId
  log: Logger
  clock?: Clock
  /** `take`: this process works. `ask`: it only asks for work (web, scheduler). Default `take`. */
  role?: 'take' | 'ask'
  /** Jobs at the same time in this process, default 4, half as many of backfill besides. */
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

/** A `JobRunner` whose queue is in Redis. The queues are given for those who look at them (Bull Board, metrics). */
export interface FleetRunner extends JobRunner {
  readonly queues: readonly Queue[]
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
  const queueOptions = { ...atOnce, settings }
  const main = new Queue('jobs', queueOptions)
  const backfill = new Queue('backfill', queueOptions)
  const queues = [main, backfill]
  const flows = new FlowProducer(atOnce)
  // Connections log for themselves, once per absence.
  const silent = () => undefined
  for (const queue of queues) queue.setMaxListeners(0).on('error', silent)
  flows.on('error', silent)
  const results = bullResults({ prefix, clock, connect: () => open('patient', 'events') })
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

  const queueOf = (priority: Priority) => (priority === 'backfill' ? backfill : main)
  const optionsOf = (priority: Priority): JobsOptions => ({
    jobId: newId('job'),
    priority: PRIORITIES[priority],
    removeOnComplete: KEPT.done,
    removeOnFail: KEPT.dead,
  })

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

  const counts = async () => {
    const each = await reach(() => Promise.all(queues.map(queue => queue.getJobCounts())))
    return (...states: string[]) =>
      each.reduce((sum, count) => sum + states.reduce((n, s) => n + (count[s] ?? 0), 0), 0)
  }

  const deadLetter = (id: string): Promise<{ queue: Queue; job: Job } | undefined> =>
    reach(async () => {
      for (const queue of queues) {
        const job = await queue.getJob(id)
        if (job !== undefined && (await job.isFailed())) return { queue, job }
      }
      return undefined
    })

  /** @returns whether it was still there: of several people, one puts it away */
  async function putAway({ queue, job }: { queue: Queue; job: Job }): Promise<boolean> {
    if ((await asking.zrem(queue.toKey('failed'), job.id ?? '')) === 0) return false
    await job.remove()
    return true
  }

  const runner: FleetRunner = {
    queues,
    ready: () => asking.status === 'ready',
    define(job) {
      jobs.set(job.name, job as unknown as JobDefinition<unknown, unknown>)
      workers?.start()
    },
    async enqueue<Result>(name: string, payload: unknown, asked: { priority?: Priority; id?: string } = {}) {
      const checked = definition(name).payload.parse(payload)
      const priority = asked.priority ?? 'schedule'
      const queue = queueOf(priority)
      const once = asked.id === undefined ? {} : { deduplication: { id: asked.id } }
      const job = await reach(() => queue.add(name, checked, { ...optionsOf(priority), ...once }))
      return results.handle<Result>(job, queue, asked.id)
    },
    async chain<Result>(steps: [ChainStep, ...ChainStep[]], asked: { priority?: Priority } = {}) {
      const priority = asked.priority ?? 'schedule'
      const queue = queueOf(priority)
      // BullMQ starts with the leaves: the last step is the root, and each step is the only child of the next.
      const flow = steps
        .map(({ name, payload }) => ({
          name,
          queueName: queue.name,
          data: definition(name).payload.parse(payload),
          opts: { ...optionsOf(priority), failParentOnFailure: true },
        }))
        .reduce<Flow | null>((child, step) => ({ ...step, ...(child === null ? {} : { children: [child] }) }), null)
      if (flow === null) throw new Error('a chain needs a step')
      const { job } = await reach(() => flows.add(flow))
      return results.handle<Result>(job, queue)
    },
    async schedule(key, cron, name, payload) {
      const tick: Tick = { key, name, payload: definition(name).payload.parse(payload) }
      nextDates(cron, key, { after: clock.now(), count: 1, jitterMs })
      const repeat = { pattern: `${cron}\t${key}`, tz: 'Europe/Paris' }
      const opts = { priority: PRIORITIES.now, removeOnComplete: 100, removeOnFail: KEPT.dead }
      await reach(() => main.upsertJobScheduler(key, repeat, { name: TICK, data: tick, opts }))
    },
    async unschedule(key) {
      await reach(() => main.removeJobScheduler(key))
    },
    async nextRuns(key, count) {
      const [cron] = ((await reach(() => main.getJobScheduler(key)))?.pattern ?? '').split('\t')
      return cron ? nextDates(cron, key, { after: clock.now(), count, jitterMs }) : []
    },
    async schedules() {
      const all = await reach(() => main.getJobSchedulers(0, -1))
      return new Map(all.map(({ key, pattern }) => [key, (pattern ?? '').split('\t')[0] ?? '']))
    },
    async pause() {
      await reach(() => Promise.all(queues.map(queue => queue.pause())))
    },
    async resume() {
      await reach(() => Promise.all(queues.map(queue => queue.resume())))
    },
    async state() {
      const of = await counts()
      // Delayed jobs are the schedules' next dates too: those are not work given back.
      const [paused, schedules] = await reach(() => Promise.all([main.isPaused(), main.getJobSchedulersCount()]))
      return {
        paused,
        waiting: of('waiting', 'prioritized', 'paused', 'waiting-children'),
        running: of('active'),
        later: Math.max(0, of('delayed') - schedules),
        dead: of('failed'),
      }
    },
    async deadLetters(limit = 100) {
      const failed = (await reach(() => Promise.all(queues.map(queue => queue.getFailed(0, limit - 1))))).flat()
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
      const found = await deadLetter(id)
      if (found === undefined) return false
      const { queue, job } = found
      return reach(async () => {
        const same = job.opts.deduplication?.id
        // What was asked for again meanwhile is the same work.
        if (same !== undefined && (await queue.getDeduplicationJobId(same)) !== null) return putAway(found)
        await job.retry('failed', { resetAttemptsStarted: true })
        return true
      }).catch(nobodyElse)
    },
    async drop(id) {
      const found = await deadLetter(id)
      if (found === undefined) return false
      return reach(() => putAway(found))
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
      await within(CLOSING_MS, Promise.allSettled([...queues, flows].map(each => each.close())))
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

interface Flow {
  name: string
  queueName: string
  data: unknown
  opts: JobsOptions
  children?: Flow[]
}
