import type { Redis } from 'ioredis'
import { expect, test } from 'vitest'
import type { Logger } from '../common/logger.ts'
import { connectRedis } from './redis-connection.ts'

/** A connection to where nobody listens, hung up at once; and what it says. */
function connection(patience: 'patient' | 'impatient', over: { silenceMs?: number; name?: string } = {}) {
  const said: unknown[] = []
  const log = {
    warn: (...line: unknown[]) => said.push(line),
    info: (line: string) => said.push(line),
  } as unknown as Logger
  const redis: Redis = connectRedis('redis://127.0.0.1:1', { patience, log, ...over })
  redis.disconnect()
  return { redis, said }
}

test('a worker waits for Redis to come back, a page does not, nor is its question sent again', () => {
  const { redis: worker } = connection('patient')
  expect(worker.options).toMatchObject({
    maxRetriesPerRequest: null,
    socketTimeout: 20_000,
    connectionName: 'dora-sync',
  })
  expect(worker.options).toMatchObject({ connectTimeout: 5000, keepAlive: 10_000, enableOfflineQueue: true })
  const { redis: page } = connection('impatient')
  const never = { maxRetriesPerRequest: 0, enableOfflineQueue: false, autoResendUnfulfilledCommands: false }
  expect(page.options).toMatchObject({ ...never, socketTimeout: 5000 })
  expect(connection('patient', { silenceMs: 7, name: 'n' }).redis.options).toMatchObject({
    socketTimeout: 7,
    connectionName: 'n',
  })
})

test('it tries again ever later, two seconds apart at the most, and leaves a replica', () => {
  const { retryStrategy, reconnectOnError } = connection('patient').redis.options
  expect([1, 2, 5, 6, 7, 100].map(times => retryStrategy?.(times))).toEqual([100, 200, 1600, 2000, 2000, 2000])
  expect(['READONLY You can’t', 'ERR READONLY'].map(text => reconnectOnError?.(new Error(text)))).toEqual([true, false])
})

test('an absence is told once, by its words only, and its end', () => {
  const { redis, said } = connection('patient')
  redis.emit('ready')
  expect(said).toEqual([])
  for (const _ of [1, 2]) redis.emit('error', Object.assign(new Error('refusé'), { args: ['secret'] }))
  redis.emit('ready')
  redis.emit('ready')
  redis.emit('error', new Error('encore'))
  expect(said).toEqual([
    [{ reason: 'refusé' }, 'redis is away'],
    'redis is back',
    [{ reason: 'encore' }, 'redis is away'],
  ])
})
