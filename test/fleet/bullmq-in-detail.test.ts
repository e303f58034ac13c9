import { setTimeout as wait } from 'node:timers/promises'
import type { Job, QueueEvents } from 'bullmq'
import type { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { randomIds } from '../../src/common/ids.ts'
import type { Logger } from '../../src/common/logger.ts'
import { bullmqRunner, type FleetOptions, type FleetRunner } from '../../src/queue/bullmq.ts'
import { bullResults } from '../../src/queue/bullmq-results.ts'
import { openRunner } from '../../src/queue/open-runner.ts'
import { QueueUnavailable } from '../../src/queue/queue-unavailable.ts'
import { connectRedis } from '../../src/queue/redis-connection.ts'
import { TryLater } from '../../src/queue/try-later.ts'
import { within } from '../../src/queue/within.ts'
import { type RedisServer, startRedis } from '../servers/redis.ts'

// A real server on a machine that may be busy: what is tried is the outcome, not the speed.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let redis: RedisServer
let looking: Redis
let fleets = 0
let runners: FleetRunner[] = []
beforeAll(async () => {
  redis = await startRedis()
  looking = connectRedis(redis.url, { patience: 'patient', log })
})
afterAll(async () => {
  looking.disconnect()
  await redis.stop()
})
afterEach(async () => {
  await Promise.all(runners.map(runner => runner.close(0)))
  runners = []
})

const said: [level: string, what: Record<string, unknown>, words: string][] = []
const line = (level: string) => (what: Record<string, unknown>, words: string) => void said.push([level, what, words])
const log = { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') } as unknown as Logger
/** What was said of jobs since, with the words of its error. */
const heard = () =>
  said
    .splice(0)
    .filter(([, , words]) => words.startsWith('job '))
    .map(([level, { err, ...what }, words]) => [
      level,
      { ...what, ...(err instanceof Error && { err: err.message }) },
      words,
    ])

/** What workers complained of since. */
const complaints = () => said.filter(([, , words]) => words === 'worker')

/** A new fleet, or one more process of the last. */
function process(over: Partial<FleetOptions> = {}, fleet = `detail-${++fleets}`): FleetRunner {
  const runner = bullmqRunner({ redisUrl: redis.url, newId: randomIds, log, prefix: fleet, ...over })
  runners.push(runner)
  return runner
}
const last = () => `detail-${fleets}`
const none = z.object({})
async function until(condition: () => unknown): Promise<void> {
  while (!(await condition())) await wait(5)
}

test('what a worker says of a job: its name, its id, how often it was started, and the ids that it holds', async () => {
  const runner = process()
  const any = z.unknown()
  runner.define({ name: 'good', payload: any, run: async () => 1 })
  runner.define({
    name: 'bad',
    payload: any,
    run: async () => {
      throw new Error('cassé')
    },
  })
  const held = { run: 'r', source: 's', plan: 'p' }
  const good = await runner.enqueue('good', { ...held, courriel: 'x', n: 3 })
  await good.result
  expect(complaints()).toEqual([])
  const context = { job: 'good', id: good.id, starts: 1, ...held }
  expect(heard()).toEqual([
    ['debug', context, 'job started'],
    ['debug', context, 'job done'],
  ])
  const bad = await runner.enqueue('bad', { run: 3 })
  await bad.result.catch(() => undefined)
  const failed = { job: 'bad', id: bad.id, starts: 1 }
  expect(heard()).toEqual([
    ['debug', failed, 'job started'],
    ['warn', { ...failed, err: 'cassé' }, 'job failed'],
  ])
  const nothing = await runner.enqueue('good', null)
  expect(await nothing.result).toBe(1)
  expect(heard()[0]?.[1]).toEqual({ job: 'good', id: nothing.id, starts: 1 })
})

test('a job that can wait, or that this process does not know, is given back for later: it is nobody’s dead letter', async () => {
  const asking = process({ role: 'ask' })
  const taking = process({}, last())
  const later = { name: 'later', payload: none, run: async () => Promise.reject(new TryLater('prise', 60_000)) }
  asking.define(later)
  asking.define({ ...later, name: 'unknown' })
  taking.define(later)
  const { id } = await asking.enqueue('later', {})
  const { id: other } = await asking.enqueue('unknown', {})
  await until(async () => (await asking.state()).later === 2)
  expect(await asking.state()).toEqual({ waiting: 0, running: 0, later: 2, dead: 0 })
  const back = heard().filter(([, , words]) => words === 'job given back')
  expect(back).toContainEqual([
    'info',
    { job: 'later', id, starts: 1, afterMs: 60_000, err: 'prise' },
    'job given back',
  ])
  const unknown = { job: 'unknown', id: other, starts: 1, afterMs: 30_000, err: 'unknown job unknown' }
  expect(back).toContainEqual(['info', unknown, 'job given back'])
  const [first] = await asking.queue.getDelayed()
  expect((first?.delay ?? 0) > 20_000).toBe(true)
  await expect(asking.enqueue('autre', {})).rejects.toThrow('unknown job autre; known: later, unknown')
})

test('a date of the timetable asks for its job once, after what somebody waits for; the next date is not work given back', async () => {
  const runner = process({ concurrency: 1 })
  const gate = Promise.withResolvers<void>()
  const seen: unknown[] = []
  runner.define({ name: 'read', payload: z.object({ source: z.string() }), run: async each => void seen.push(each) })
  runner.define({ name: 'wait', payload: none, run: () => gate.promise })
  for (const key of ['a', 'b', 'c']) await runner.schedule(key, '15 3 * * *', 'read', { source: key })
  expect((await runner.schedules()).size).toBe(3)
  expect(await runner.state()).toEqual({ waiting: 0, running: 0, later: 0, dead: 0 })
  await expect(runner.schedule('d', '15 3 * * *', 'read', {})).rejects.toThrow()
  const ticks = await runner.queue.getDelayed()
  expect(ticks.map(({ name, data }) => [name, data]).toSorted()).toEqual(
    ['a', 'b', 'c'].map(key => ['tick', { key, name: 'read', payload: { source: key } }]),
  )
  expect(ticks[0]?.opts).toMatchObject({ priority: 1, removeOnComplete: 100, removeOnFail: { count: 5000 } })
  await ticks.find(({ data }) => data.key === 'b')?.promote()
  await until(() => seen.length === 1)
  await runner.enqueue('wait', {})
  await until(async () => (await runner.state()).running === 1)
  const again = await runner.enqueue('read', { source: 'b' }, { id: 'schedule-b' })
  const twice = await runner.enqueue('read', { source: 'b' }, { id: 'schedule-b' })
  expect(again.id).toBe(twice.id)
  gate.resolve()
  await runner.idle()
  expect(seen).toEqual([{ source: 'b' }, { source: 'b' }])
})

test('idle is when nothing runs, waits or comes later', async () => {
  const runner = process({ concurrency: 1 })
  const gates = [1, 2].map(() => Promise.withResolvers<void>())
  let started = 0
  runner.define({ name: 'wait', payload: none, run: () => gates[started++]?.promise ?? Promise.resolve() })
  for (const _ of gates) await runner.enqueue('wait', {})
  let idle = false
  const waiting = runner.idle().then(() => {
    idle = true
  })
  await until(async () => (await runner.state()).running === 1)
  await wait(60)
  expect([idle, await runner.state()]).toEqual([false, { waiting: 1, running: 1, later: 0, dead: 0 }])
  for (const gate of gates) gate.resolve()
  await waiting
})

test('dead letters: the last first, as many as asked; started again, one counts its starts anew; what is no dead letter is left', async () => {
  const runner = process({ concurrency: 1 })
  runner.define({
    name: 'bad',
    payload: z.object({ n: z.number() }),
    run: async ({ n }) => Promise.reject(new Error(`${n}`)),
  })
  for (const n of [1, 2, 3]) {
    await (await runner.enqueue('bad', { n })).result.catch(() => undefined)
    await wait(5)
  }
  const reasons = async (limit?: number) => (await runner.deadLetters(limit)).map(({ reason }) => reason)
  expect([await reasons(), await reasons(2)]).toEqual([
    ['3', '2', '1'],
    ['3', '2'],
  ])
  const [three] = await runner.deadLetters()
  expect(Math.abs(Date.now() - (three?.failedAt.getTime() ?? 0))).toBeLessThan(60_000)
  expect(await runner.revive(three?.id ?? '')).toBe(true)
  await until(async () => (await runner.deadLetters(1))[0]?.id === three?.id && (await runner.state()).running === 0)
  await runner.idle()
  expect((await runner.deadLetters(1))[0]).toMatchObject({ id: three?.id, starts: 1, reason: '3' })
  const asking = process({ role: 'ask' })
  asking.define({ name: 'kept', payload: none, run: async () => undefined })
  const { id } = await asking.enqueue('kept', {})
  expect([await asking.drop(id), await asking.revive(id), (await asking.state()).waiting]).toEqual([false, false, 1])
})

test('a queue that is silent, or away, is told as such; what else goes wrong is not', async () => {
  const runner = process({ role: 'ask' })
  await until(() => runner.ready())
  const counts = vi.spyOn(runner.queue, 'getJobCounts')
  counts.mockRejectedValueOnce(Object.assign(new Error('x'), { code: 'ECONNREFUSED' }))
  const away = await runner.state().catch((error: unknown) => error)
  expect(away).toBeInstanceOf(QueueUnavailable)
  expect(away).toMatchObject({ cause: { code: 'ECONNREFUSED' } })
  counts.mockRejectedValueOnce(new TypeError('une faute'))
  await expect(runner.state()).rejects.toThrow(TypeError)
  const late = Promise.withResolvers<never>()
  counts.mockReturnValueOnce(late.promise)
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const silent = runner.state().catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(2500)
    expect(await silent).toBeInstanceOf(QueueUnavailable)
  } finally {
    vi.useRealTimers()
  }
  late.reject(new Error('too late to matter'))
  expect(await runner.state()).toMatchObject({ dead: 0 })
})

test('a page waits two seconds for a Redis that is away, no more', async () => {
  const slept: number[] = []
  const clock = { now: () => new Date(), sleep: async (ms: number) => void slept.push(ms) }
  const runner = process({ redisUrl: 'redis://127.0.0.1:1', role: 'ask', clock })
  expect(runner.ready()).toBe(false)
  await expect(runner.state()).rejects.toThrow(QueueUnavailable)
  expect(slept).toEqual(Array.from({ length: 40 }, () => 50))
})

test('each connection has its name; none is left open, nothing is waited for on it, and the second close is nothing', async () => {
  const slept: number[] = []
  const clock = { now: () => new Date(), sleep: async (ms: number) => void slept.push(ms) }
  const runner = process({ clock })
  await until(() => runner.ready())
  runner.define({ name: 'one', payload: none, run: async () => 1 })
  const handle = await runner.enqueue('one', {})
  expect(handle.result).toBe(handle.result)
  await handle.result
  const names = async () =>
    [...String(await looking.client('LIST')).matchAll(/ name=(detail-\d+-\w+)/g)]
      .map(([, name]) => name ?? '')
      .filter(name => name.startsWith(`${last()}-`))
  expect([...new Set(await names())].toSorted()).toEqual(['ask', 'events', 'take'].map(name => `${last()}-${name}`))
  expect(runner.queue.getMaxListeners()).toBe(0)
  runner.queue.emit('error', new Error('said elsewhere'))
  await runner.close(0)
  await runner.close(60_000)
  await until(async () => (await names()).length === 0)
  await expect(runner.enqueue('one', {})).rejects.toThrow('the runner is closing')
  slept.length = 0
  await expect(runner.state()).rejects.toThrow(QueueUnavailable)
  expect(slept).toEqual([])
})

test('closing gives back at once what was told to stop or would wait, and what fails by itself is a dead letter', async () => {
  const taking = process()
  const started = Promise.withResolvers<void>()
  const gate = Promise.withResolvers<void>()
  let running = 0
  const run = (end: (signal: AbortSignal) => Promise<never>) => async (_: unknown, signal: AbortSignal) => {
    running += 1
    if (running === 3) started.resolve()
    return end(signal)
  }
  const stopped = (signal: AbortSignal) =>
    new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new Error('arrêtée'))))
  taking.define({ name: 'stopped', payload: none, run: run(stopped) })
  taking.define({
    name: 'later',
    payload: none,
    run: run(() => gate.promise.then(() => Promise.reject(new TryLater('', 60_000)))),
  })
  taking.define({
    name: 'bad',
    payload: none,
    run: run(() => gate.promise.then(() => Promise.reject(new Error('cassé')))),
  })
  const ids: string[] = []
  for (const name of ['stopped', 'later', 'bad']) ids.push((await taking.enqueue(name, {})).id)
  await started.promise
  heard()
  const closing = taking.close(300)
  await wait(50)
  gate.resolve()
  await closing
  expect(complaints()).toEqual([])
  const back = heard().filter(([, , words]) => words === 'job given back')
  expect(back).toHaveLength(2)
  for (const [at, job] of ['stopped', 'later'].entries())
    expect(back).toContainEqual(['info', { job, id: ids[at] }, 'job given back'])
  const asking = process({ role: 'ask' }, last())
  expect(await asking.state()).toEqual({ waiting: 2, running: 0, later: 0, dead: 1 })
})

test('a job whose lock is lost is left to who has it by now: what it throws is no failure', async () => {
  const runner = process({ lockMs: 400 })
  const started = Promise.withResolvers<void>()
  let times = 0
  runner.define({
    name: 'long',
    payload: none,
    run: async (_, signal) => {
      times += 1
      if (times > 1) return
      started.resolve()
      await new Promise((_, reject) =>
        signal.addEventListener('abort', () => reject(new Error('arrêtée')), { once: true }),
      )
    },
  })
  const { id } = await runner.enqueue('long', {})
  await started.promise
  said.length = 0
  for (const lock of await looking.keys(`${last()}:*:lock`)) await looking.set(lock, 'another', 'PX', 600)
  await until(() => times === 2)
  await runner.idle()
  expect(said).toContainEqual(['warn', { ids: [id] }, 'lock lost'])
  expect(said).toContainEqual(['warn', { id }, 'job taken over from a silent worker'])
  expect(heard()).toContainEqual(['info', { job: 'long', id, starts: 1, err: 'arrêtée' }, 'job left to another worker'])
  expect(await runner.state()).toMatchObject({ dead: 0 })
})

test('results: one listener for all, from a minute ago on; at a close what is over is heard of, the rest is not waited for', async () => {
  const { queue } = process({ role: 'ask' })
  const connections: Redis[] = []
  const connect = () => {
    const connection = connectRedis(redis.url, { patience: 'patient', log })
    connections.push(connection)
    return connection
  }
  const now = new Date('2026-11-29T09:00:00Z')
  const make = () =>
    bullResults({ queue, prefix: last(), clock: { now: () => now, sleep: async () => undefined }, connect })
  const asked: string[] = []
  const listeners = new Set<QueueEvents>()
  const job = (id: string | undefined, state: string, end: Promise<unknown>) =>
    ({
      id,
      waitUntilFinished: (events: QueueEvents) => {
        listeners.add(events)
        return end
      },
      getState: async () => {
        asked.push(`${id}`)
        return state
      },
    }) as unknown as Job
  const results = make()
  const never = new Promise<never>(() => undefined)
  expect(await within(1000, make().close())).toBe(true)
  expect([results.handle(job('a', '', never)).id, results.handle(job(undefined, '', never)).id]).toEqual(['a', ''])
  expect([results.handle(job('a', '', never), 'asked').id, connections.length]).toEqual(['asked', 0])
  const over = results.handle<number>(job('over', 'completed', Promise.resolve(1)))
  expect(await over.result).toBe(1)
  const bad = results.handle(job('bad', 'failed', Promise.reject(new Error('cassé'))))
  await expect(bad.result).rejects.toThrow('cassé')
  const [done, failed] = [Promise.withResolvers<number>(), Promise.withResolvers<never>()]
  results.handle(job('done', 'completed', done.promise)).result
  results.handle(job('failed', 'failed', failed.promise)).result.catch(() => undefined)
  results.handle(job('goes on', 'active', never)).result
  const [events] = listeners
  expect([listeners.size, connections.length, events?.getMaxListeners()]).toEqual([1, 1, 0])
  expect(events?.opts).toMatchObject({ lastEventId: `${now.getTime() - 60_000}-0`, prefix: last() })
  events?.emit('error', new Error('said elsewhere'))
  let closed = false
  const closing = results.close().then(() => {
    closed = true
  })
  await wait(30)
  expect([asked.splice(0), closed]).toEqual([['done', 'failed', 'goes on'], false])
  done.resolve(2)
  await wait(30)
  expect(closed).toBe(false)
  failed.reject(new Error('cassé'))
  const still = make()
  still.handle(job('goes on', 'active', never)).result
  expect(await within(1000, still.close())).toBe(true)
  await closing
  for (const connection of connections) connection.disconnect()
})

test('where there is a Redis, jobs go to its fleet', async () => {
  const settings = { REDIS_URL: redis.url, WORKER_CONCURRENCY: 2, WORKER_SILENCE: 30, SCHEDULE_SPREAD: 0 }
  const runner = (await openRunner(settings, { newId: randomIds, log })) as FleetRunner
  runners.push(runner)
  runner.define({ name: 'one', payload: none, run: async () => 1 })
  expect(await (await runner.enqueue('one', {})).result).toBe(1)
  expect(runner.queue.name).toBe('jobs')
})
