import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { randomIds } from '../../src/common/ids.ts'
import { createLogger } from '../../src/common/logger.ts'
import { bullmqRunner } from '../../src/queue/bullmq.ts'
import { connectRedis } from '../../src/queue/redis-connection.ts'
import { runnerContract } from '../../src/queue/runner.contract.ts'
import { type RedisServer, startRedis } from '../servers/redis.ts'

// Real servers on a machine that may be busy: what is tried is the outcome, not the speed.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let redis: RedisServer
let fleets = 0
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.stop())

runnerContract('runner on a real Redis', async options => {
  fleets += 1
  return bullmqRunner({
    redisUrl: redis.url,
    newId: randomIds,
    log: createLogger(process.env.FLEET_LOG ?? 'silent'),
    prefix: `fleet-${fleets}`,
    ...options,
  })
})

test('a job that ignores the stop is given back over its head', async () => {
  fleets += 1
  const log = createLogger('silent')
  const fleet = { redisUrl: redis.url, newId: randomIds, log, prefix: `fleet-${fleets}` }
  const [taking, asking] = [bullmqRunner(fleet), bullmqRunner({ ...fleet, role: 'ask' })]
  taking.define({ name: 'deaf', payload: z.object({}), run: () => new Promise(() => undefined) })
  await taking.enqueue('deaf', {})
  while ((await asking.state()).running === 0) await new Promise(resolve => setTimeout(resolve, 5))
  await taking.close(10)
  expect(await asking.state()).toMatchObject({ waiting: 1, running: 0, dead: 0 })
  await asking.close(0)
})

test('a job whose lock is lost is told to stop: another worker has it by now', async () => {
  fleets += 1
  const prefix = `fleet-${fleets}`
  const log = createLogger('silent')
  const runner = bullmqRunner({ redisUrl: redis.url, newId: randomIds, log, prefix, lockMs: 400 })
  const started = Promise.withResolvers<AbortSignal>()
  let times = 0
  runner.define({
    name: 'long',
    payload: z.object({}),
    run: async (_, signal) => {
      times += 1
      if (times > 1) return
      started.resolve(signal)
      await new Promise(resolve => signal.addEventListener('abort', resolve, { once: true }))
    },
  })
  const { result } = await runner.enqueue('long', {})
  const done = result.catch(() => undefined)
  const signal = await started.promise
  const client = connectRedis(redis.url, { patience: 'patient', log })
  const locks = await client.keys(`${prefix}:*:lock`)
  expect(locks).toHaveLength(1)
  for (const lock of locks) await client.set(lock, 'another worker', 'PX', 1000)
  while (!signal.aborted) await new Promise(resolve => setTimeout(resolve, 20))
  await done
  client.disconnect()
  await runner.close(0)
})
