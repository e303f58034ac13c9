import type { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { systemClock } from '../../src/common/clock.ts'
import { randomIds } from '../../src/common/ids.ts'
import { createLogger } from '../../src/common/logger.ts'
import { connectRedis } from '../../src/queue/redis-connection.ts'
import { redisQuota } from '../../src/queue/redis-quota.ts'
import { type RedisServer, startRedis } from '../servers/redis.ts'
import { busiestWindow } from './rate.ts'

// Real servers on a machine that may be busy: what is tried is the outcome, not the speed.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const WINDOW_MS = 400
let server: RedisServer
let connections: Redis[] = []
let account = 0
beforeAll(async () => {
  server = await startRedis()
})
afterAll(() => server.stop())
beforeEach(() => {
  account += 1
})
afterEach(() => {
  for (const connection of connections) connection.disconnect()
  connections = []
})

function quota(perMinute: number, windowMs = WINDOW_MS) {
  const redis = connectRedis(server.url, { patience: 'patient', log: createLogger('silent') })
  connections.push(redis)
  return redisQuota({ redis, account: `a${account}`, perMinute, windowMs, clock: systemClock, newId: randomIds })
}

test('five processes together stay within the quota in any window, and use all of it', async () => {
  const left: number[] = []
  const each = async () => {
    const mine = quota(10)
    for (let n = 0; n < 8; n += 1) {
      await mine.acquire()
      left.push(Date.now())
    }
  }
  const start = Date.now()
  await Promise.all(Array.from({ length: 5 }, each))
  expect(left).toHaveLength(40)
  // The window of the log is a little shorter than the fleet's, as DORA's is: that second is for the way there.
  expect(busiestWindow(left, WINDOW_MS - 50)).toBe(10)
  // 40 requests at 10 a window: three windows have to pass, and hardly more.
  expect(Date.now() - start).toBeGreaterThanOrEqual(3 * WINDOW_MS - 50)
})

test('a pause that DORA asked for holds every process, and a shorter one does not shorten it', async () => {
  const [one, other] = [quota(10), quota(10)]
  await other.acquire()
  one.pause(300)
  one.pause(20)
  await new Promise(resolve => setTimeout(resolve, 20))
  const start = Date.now()
  await Promise.all([one.acquire(), other.acquire()])
  expect(Date.now() - start).toBeGreaterThanOrEqual(250)
})

test('who gives up no longer waits, and takes nobody’s place', async () => {
  const mine = quota(1)
  await mine.acquire()
  const stop = new AbortController()
  const waiting = mine.acquire(stop.signal)
  stop.abort(new Error('on arrête'))
  await expect(waiting).rejects.toThrow('on arrête')
  await mine.acquire()
})

test('the window outlives a crash of Redis, and those who wait need no restart', async () => {
  const window = 1500
  const mine = quota(3, window)
  const left: number[] = []
  for (let n = 0; n < 3; n += 1) {
    await mine.acquire()
    left.push(Date.now())
  }
  const waiting = mine.acquire().then(() => left.push(Date.now()))
  await server.restart('SIGKILL')
  await waiting
  expect(busiestWindow(left, window - 50)).toBe(3)
})
