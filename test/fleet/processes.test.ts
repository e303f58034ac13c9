import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { randomIds } from '../../src/common/ids.ts'
import { createLogger } from '../../src/common/logger.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { bullmqRunner, type FleetRunner } from '../../src/queue/bullmq.ts'
import { QueueUnavailable } from '../../src/queue/queue-unavailable.ts'
import { type Cable, startCable } from '../servers/cable.ts'
import { type Child, KEPT_COMPILED, startChild, untilReady } from '../servers/child.ts'
import { type PostgresServer, startPostgres } from '../servers/postgres.ts'
import { type RedisServer, startRedis } from '../servers/redis.ts'

// Real servers on a machine that may be busy: what is tried is the outcome, not the speed.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const STEPS = 4
let redis: RedisServer
let postgres: PostgresServer
let url: string
let prefix: string
let ledger: Ledger
let runner: FleetRunner
let workers: Child[] = []
let cable: Cable | undefined
let tests = 0

beforeAll(async () => {
  ;[redis, postgres] = await Promise.all([startRedis(), startPostgres()])
})
afterAll(async () => {
  await Promise.all([redis.stop(), postgres.stop()])
})
beforeEach(async () => {
  tests += 1
  prefix = `processes-${tests}`
  url = await postgres.database()
  ledger = await openLedger({ url })
  runner = bullmqRunner({ redisUrl: redis.url, newId: randomIds, log: createLogger('silent'), prefix, role: 'ask' })
  runner.define({
    name: 'work',
    payload: z.object({ source: z.string() }),
    run: () => Promise.reject(new Error('not here')),
  })
})
afterEach(async () => {
  await Promise.all(workers.map(worker => worker.end('SIGKILL')))
  workers = []
  await runner.close(0)
  await ledger.close()
  await cable?.stop()
  cable = undefined
})

async function startWorkers(count: number, env: Record<string, string> = {}): Promise<Child[]> {
  const started = Array.from({ length: count }, () =>
    startChild(process.execPath, [new URL('worker-process.ts', import.meta.url).pathname], {
      env: {
        ...process.env,
        ...KEPT_COMPILED,
        REDIS_URL: redis.url,
        DATABASE_URL: url,
        PREFIX: prefix,
        STEPS: `${STEPS}`,
        ...env,
      },
    }),
  )
  workers.push(...started)
  await Promise.all(started.map(worker => untilReady(worker, async () => worker.output().includes('ready'))))
  return started
}

async function enqueue(sources: number): Promise<void> {
  for (let n = 0; n < sources; n += 1) await runner.enqueue('work', { source: `s${n}` })
}

async function until(condition: () => Promise<boolean>, withinMs = 60_000): Promise<void> {
  const end = performance.now() + withinMs
  while (performance.now() < end) {
    if (await condition().catch(() => false)) return
    await new Promise(resolve => setTimeout(resolve, 20))
  }
  throw new Error(
    `did not happen; the workers said:\n${workers.map(worker => worker.output().slice(-3000)).join('\n---\n')}`,
  )
}

const steps = async () => (await ledger.events.list({ limit: 1000 })).map(event => `${event.source} ${event.action}`)
const begun = (count: number) => until(async () => (await steps()).length >= count)

/** Each step of each source was done, each once, and nothing was given up. */
async function expectAllDoneOnce(sources: number): Promise<void> {
  await until(async () => {
    const { waiting, running, later } = await runner.state()
    return waiting + running + later === 0
  })
  const expected = Array.from({ length: sources }, (_, n) =>
    Array.from({ length: STEPS }, (_, s) => `s${n} step-${s}`),
  ).flat()
  expect((await steps()).sort()).toEqual(expected.sort())
  expect(await runner.deadLetters()).toEqual([])
}

test('three workers, two of them killed in the middle: all is done, once', async () => {
  const [one, two] = await startWorkers(3)
  await enqueue(8)
  await begun(3)
  await Promise.all([one?.end('SIGKILL'), two?.end('SIGKILL')])
  await expectAllDoneOnce(8)
})

test('a worker that slept past its lock writes nothing once it wakes', async () => {
  // Wherever it is put to sleep, between two writes or inside a transaction, whose row Postgres then gives back.
  const [sleeper] = await startWorkers(1, { STEP_MS: '1500' })
  await enqueue(2)
  await begun(1)
  sleeper?.process.kill('SIGSTOP')
  await startWorkers(1)
  await until(async () => (await steps()).length === 2 * STEPS)
  sleeper?.process.kill('SIGCONT')
  await until(async () => sleeper?.output().includes('lock lost') === true)
  await expectAllDoneOnce(2)
})

test('SIGTERM: what runs is ended or given back, and the exit code is 0', async () => {
  const [leaving] = await startWorkers(1, { STEP_MS: '400', GRACE_MS: '500' })
  await enqueue(2)
  await begun(1)
  expect(await leaving?.end('SIGTERM')).toBe(0)
  const before = (await steps()).length
  expect(before).toBeLessThan(2 * STEPS)
  const { waiting, running } = await runner.state()
  expect([waiting, running]).toEqual([2, 0])
  await startWorkers(1)
  await expectAllDoneOnce(2)
})

test('Redis crashes and comes back: the workers go on by themselves', async () => {
  await startWorkers(2)
  await enqueue(6)
  await begun(2)
  await redis.kill('SIGKILL')
  await new Promise(resolve => setTimeout(resolve, 700))
  await redis.start()
  await expectAllDoneOnce(6)
  expect(workers.every(worker => worker.process.exitCode === null)).toBe(true)
})

test('Postgres goes away and comes back: what was under way is started again by itself', async () => {
  await startWorkers(2)
  await enqueue(6)
  await begun(2)
  await postgres.kill()
  await new Promise(resolve => setTimeout(resolve, 500))
  await postgres.start()
  await expectAllDoneOnce(6)
  expect(workers.every(worker => worker.process.exitCode === null)).toBe(true)
})

test('a network that goes silent on one worker: the others do its work, and it comes back by itself', async () => {
  cable = await startCable(redis.port)
  const [cut] = await startWorkers(1, { REDIS_URL: `redis://127.0.0.1:${cable.port}`, STEP_MS: '200' })
  await enqueue(2)
  await begun(1)
  cable.swallow()
  await startWorkers(1)
  await enqueue(4)
  await expectAllDoneOnce(4)
  cable.restore()
  await until(async () => cut?.output().includes('redis is back') === true)
  expect(cut?.process.exitCode).toBeNull()
})

/** What a page does: asks, and is told within a few seconds that it could not be heard. */
async function expectToldSoon(asking: FleetRunner): Promise<void> {
  const start = performance.now()
  await expect(asking.enqueue('work', { source: 's0' }, { id: 'asked-again' })).rejects.toThrow(QueueUnavailable)
  expect(performance.now() - start).toBeLessThan(6000)
}

/** Redis is back: the same ask, made again, is heard at the first try, and is one job with whatever was heard of the others. */
async function expectHeardOnce(asking: FleetRunner): Promise<void> {
  await until(async () => asking.ready())
  for (let n = 0; n < 2; n += 1) await asking.enqueue('work', { source: 's0' }, { id: 'asked-again' })
  expect(await asking.state()).toMatchObject({ waiting: 1, running: 0, later: 0 })
}

test.each([
  ['that just opened', false],
  ['that has been open for long', true],
])('a page %s, whose Redis goes away while it asks, is told so, soon', async (_, settled) => {
  if (settled) await until(async () => (await runner.state()).waiting === 0)
  await redis.kill()
  await expectToldSoon(runner)
  await until(async () => !runner.ready())
  await expectToldSoon(runner)
  await redis.start()
  await expectHeardOnce(runner)
})

test('a page that opens while Redis is away works as soon as it is there', async () => {
  await redis.kill()
  const early = bullmqRunner({
    redisUrl: redis.url,
    newId: randomIds,
    log: createLogger('silent'),
    prefix: `${prefix}-early`,
    role: 'ask',
  })
  try {
    early.define({ name: 'work', payload: z.object({ source: z.string() }), run: async () => null })
    await expectToldSoon(early)
    await redis.start()
    await expectHeardOnce(early)
  } finally {
    await early.close(0)
  }
})

test('a page whose network has gone silent is told so, soon, and goes on by itself once it is mended', async () => {
  cable = await startCable(redis.port)
  const far = bullmqRunner({
    redisUrl: `redis://127.0.0.1:${cable.port}`,
    newId: randomIds,
    log: createLogger('silent'),
    prefix: `${prefix}-far`,
    role: 'ask',
  })
  try {
    far.define({ name: 'work', payload: z.object({ source: z.string() }), run: async () => null })
    await until(async () => (await far.state()).waiting === 0)
    cable.swallow()
    await expectToldSoon(far)
    await until(async () => !far.ready())
    cable.restore()
    await expectHeardOnce(far)
  } finally {
    await far.close(0)
  }
})

test('SIGTERM while Redis is away ends the worker all the same', async () => {
  const [leaving] = await startWorkers(1, { STEP_MS: '200', GRACE_MS: '300' })
  await enqueue(2)
  await begun(1)
  await redis.kill('SIGKILL')
  expect(await leaving?.end('SIGTERM')).toBe(0)
  await redis.start()
  await startWorkers(1)
  await expectAllDoneOnce(2)
})
