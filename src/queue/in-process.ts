import PQueue from 'p-queue'
import { type Clock, systemClock } from '../common/clock.ts'
import type { NewId } from '../common/ids.ts'
import type { Logger } from '../common/logger.ts'
import { nextDates } from '../schedule/timetable.ts'
import { again } from './again.ts'
import type { DeadLetter, JobDefinition, JobHandle, JobRunner, Priority } from './job-runner.ts'
import { Timetables } from './timetables.ts'
import { within } from './within.ts'

const PRIORITIES: Record<Priority, number> = { now: 1, schedule: 0 }
/** Dead letters kept in memory; the oldest goes first. */
const MOST_DEAD = 1000
/** What a job that was told to stop is given to put its things away, milliseconds. */
const LAST_WORD_MS = 2000

interface Asked {
  id: string
  name: string
  payload: unknown
  priority: Priority
}

/**
 * Jobs in this process: p-queue for the order, croner for the timetable (Europe/Paris).
 * @param options.concurrency jobs at the same time, default 4; each source has its own lease besides
 * @param options.jitterMs longest delay added to a schedule, default 0
 */
export function inProcessRunner(options: {
  newId: NewId
  log: Logger
  clock?: Clock
  concurrency?: number
  jitterMs?: number
}): JobRunner {
  const { newId, log, clock = systemClock, concurrency = 4, jitterMs = 0 } = options
  const queue = new PQueue({ concurrency })
  const jobs = new Map<string, JobDefinition<unknown, unknown>>()
  const live = new Map<string, JobHandle<unknown>>()
  const dead: (DeadLetter & { asked: Asked })[] = []
  const running = new Set<Promise<unknown>>()
  const stop = new AbortController()
  let later = 0

  function definition(name: string): JobDefinition<unknown, unknown> {
    const job = jobs.get(name)
    if (!job) throw new Error(`unknown job ${name}; known: ${[...jobs.keys()].join(', ')}`)
    if (stop.signal.aborted) throw new Error('the runner is closing')
    return job
  }

  /** The queue forgets a job as soon as it is told to stop; its lease is given back a little later. */
  function tracked<T>(work: Promise<T>): Promise<T> {
    running.add(work)
    const over = () => running.delete(work)
    work.then(over, over)
    return work
  }

  async function attempt(asked: Asked, starts: number): Promise<unknown> {
    const job = definition(asked.name)
    try {
      return await queue.add(() => tracked(job.run(asked.payload, stop.signal)), {
        priority: PRIORITIES[asked.priority],
        signal: stop.signal,
      })
    } catch (error) {
      const next = again(error, starts)
      if (stop.signal.aborted) throw error
      if (next.kind === 'give-up') {
        bury(asked, error, starts)
        throw error
      }
      log.info({ job: asked.name, id: asked.id, afterMs: next.afterMs, err: error }, 'job given back')
      later += 1
      await clock.sleep(next.afterMs, stop.signal).finally(() => {
        later -= 1
      })
      return attempt(asked, starts + 1)
    }
  }

  function bury(asked: Asked, error: unknown, starts: number): void {
    log.warn({ job: asked.name, id: asked.id, err: error }, 'job failed')
    const reason = error instanceof Error ? error.message : String(error)
    const { name, payload } = asked
    dead.unshift({ id: newId('dead'), name, payload, reason, failedAt: clock.now(), starts, asked })
    dead.splice(MOST_DEAD)
  }

  function take(id: string): (typeof dead)[number] | undefined {
    const at = dead.findIndex(letter => letter.id === id)
    return at < 0 ? undefined : dead.splice(at, 1)[0]
  }

  function start<Result>(asked: Asked): JobHandle<Result> {
    const handle = { id: asked.id, result: attempt(asked, 1) } as JobHandle<Result>
    live.set(asked.id, handle)
    const over = () => live.delete(asked.id)
    handle.result.then(over, over)
    return handle
  }

  const timetables = new Timetables(clock, (key, cron) =>
    nextDates(cron, key, { after: clock.now(), count: 1, jitterMs }),
  )

  const runner: JobRunner = {
    define(job) {
      jobs.set(job.name, job as unknown as JobDefinition<unknown, unknown>)
    },
    async enqueue<Result>(name: string, payload: unknown, asked: { priority?: Priority; id?: string } = {}) {
      const checked = definition(name).payload.parse(payload)
      const id = asked.id ?? newId('job')
      const already = live.get(id)
      if (already) return already as JobHandle<Result>
      return start<Result>({ id, name, payload: checked, priority: asked.priority ?? 'schedule' })
    },
    async schedule(key, cron, name, payload) {
      const fire = async () => {
        const handle = await runner.enqueue(name, payload, { priority: 'schedule', id: `schedule-${key}` })
        await handle.result.catch(() => undefined)
      }
      timetables.set(key, cron, () => fire().catch(error => log.error({ err: error, key }, 'schedule failed')))
    },
    async unschedule(key) {
      timetables.delete(key)
    },
    async nextRuns(key, count) {
      const cron = timetables.cron(key)
      return cron === undefined ? [] : nextDates(cron, key, { after: clock.now(), count, jitterMs })
    },
    schedules: async () => timetables.crons(),
    state: async () => ({
      waiting: queue.size,
      running: queue.pending,
      later,
      dead: dead.length,
    }),
    deadLetters: async (limit = 100) => dead.slice(0, limit).map(({ asked: _, ...letter }) => letter),
    async revive(id) {
      const letter = take(id)
      if (letter === undefined) return false
      // What was asked for again meanwhile is the same work.
      if (!live.has(letter.asked.id)) start(letter.asked)
      return true
    },
    drop: async id => take(id) !== undefined,
    async idle() {
      while (live.size > 0) await Promise.allSettled([...live.values()].map(handle => handle.result))
    },
    async close(graceMs = 10_000) {
      timetables.clear()
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
      await within(LAST_WORD_MS, Promise.allSettled(running))
    },
  }
  return runner
}
