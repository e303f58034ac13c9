import type { Redis } from 'ioredis'
import { expect, test } from 'vitest'
import { manualClock } from '../common/clock.ts'
import { sequentialIds } from '../common/ids.ts'
import { redisQuota } from './redis-quota.ts'

/** A Redis that answers each script as told, and what it was asked: keys, then arguments. `after` runs while it is asked. */
function told(
  answers: (number | Error)[],
  { windowMs, after }: { windowMs?: number; after?: (asked: number) => void } = {},
) {
  const asked: unknown[][] = []
  const clock = manualClock('2026-11-29T09:00:00Z')
  const redis = {
    eval: async (_script: string, keys: number, ...rest: unknown[]) => {
      asked.push([keys, ...rest])
      await undefined
      after?.(asked.length)
      const answer = answers.shift() ?? 0
      if (answer instanceof Error) throw answer
      return answer
    },
    zrem: async (...rest: unknown[]) => {
      asked.push(['zrem', ...rest])
      throw new Error('away')
    },
  } as unknown as Redis
  const quota = redisQuota({
    redis,
    account: 'a',
    perMinute: 10,
    clock,
    newId: sequentialIds(),
    ...(windowMs && { windowMs }),
  })
  return { quota, asked, clock }
}
const keys = ['dora-sync:quota:a', 'dora-sync:quota:a:pause', 'dora-sync:quota:a:even']

test('who may leave leaves; who may not waits as long as told, and asks again', async () => {
  const { quota, asked, clock } = told([70, 5, 0])
  await quota.acquire()
  expect(clock.slept).toEqual([70, 5])
  expect(asked).toEqual(
    ['leave_000001', 'leave_000002', 'leave_000003'].map(member => [3, ...keys, 10, 61_000, member]),
  )
})

test('a long pause that DORA asked for is told at once, a short one is waited for', async () => {
  const { quota, clock } = told([180_001, 180_000, 0])
  await expect(quota.acquire()).rejects.toMatchObject({ name: 'LongPause', ms: 180_001 })
  await quota.acquire()
  expect(clock.slept).toEqual([180_000])
})

test('while Redis is away one asks again each second', async () => {
  const { quota, clock } = told([new Error('away'), new Error('away')], { windowMs: 400 })
  await quota.acquire()
  expect(clock.slept).toEqual([1000, 1000])
})

test('a leave that was told half a second ago is used, a later one given back: this process was asleep', async () => {
  const asleep = (ms: number) => {
    const found = told([], { after: times => times === 1 && found.clock.advance(ms) })
    return found
  }
  const quick = asleep(500)
  await quick.quota.acquire()
  expect(quick.asked).toHaveLength(1)
  const slow = asleep(501)
  await slow.quota.acquire()
  const [first, back, again] = slow.asked
  expect([first?.at(-1), back, again?.at(-1)]).toEqual([
    'leave_000001',
    ['zrem', keys[0], 'leave_000001'],
    'leave_000002',
  ])
  expect(slow.clock.slept).toEqual([])
})

test('those who came first leave first; who gives up holds nobody, neither before nor while Redis is silent', async () => {
  const { quota, asked } = told([20, 0, 0])
  const order: number[] = []
  await Promise.all([1, 2].map(n => quota.acquire().then(() => order.push(n))))
  expect([order, asked.length]).toEqual([[1, 2], 3])
  const gone = AbortSignal.abort(new Error('on arrête'))
  await expect(quota.acquire(gone)).rejects.toThrow('on arrête')
  expect(asked).toHaveLength(3)
  await quota.acquire()
  const stop = new AbortController()
  const during = told([], { after: () => stop.abort(new Error('on arrête')) })
  await expect(during.quota.acquire(stop.signal)).rejects.toThrow('on arrête')
})

test('a silent Redis holds nobody who gives up', async () => {
  const redis = { eval: () => new Promise(() => undefined) } as unknown as Redis
  const options = {
    redis,
    account: 'a',
    perMinute: 1,
    clock: manualClock('2026-11-29T09:00:00Z'),
    newId: sequentialIds(),
  }
  const stop = new AbortController()
  const waiting = redisQuota(options).acquire(stop.signal)
  await Promise.resolve()
  stop.abort(new Error('on arrête'))
  await expect(waiting).rejects.toThrow('on arrête')
})

test('nobody leaves before a pause is told; who waits with a live signal leaves all the same', async () => {
  const gate = Promise.withResolvers<number>()
  let asked = 0
  const redis = { eval: () => (asked++ === 0 ? gate.promise : Promise.resolve(0)) } as unknown as Redis
  const clock = manualClock('2026-11-29T09:00:00Z')
  const quota = redisQuota({ redis, account: 'a', perMinute: 1, clock, newId: sequentialIds() })
  quota.pause(20)
  const leaving = quota.acquire(new AbortController().signal)
  await new Promise(resolve => setImmediate(resolve))
  expect(asked).toBe(1)
  gate.resolve(0)
  await leaving
  expect(asked).toBe(2)
})

test('a pause is told in whole milliseconds before anybody else leaves; one that could not be told holds nobody', async () => {
  const { quota, asked } = told([new Error('away'), 0], { windowMs: 400 })
  quota.pause(20.2)
  await quota.acquire()
  expect(asked).toEqual([
    [2, keys[1], keys[2], 21, 400],
    [3, ...keys, 10, 400, 'leave_000001'],
  ])
})
