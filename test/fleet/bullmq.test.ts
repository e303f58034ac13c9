import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { randomIds } from '../../src/common/ids.ts'
import { createLogger } from '../../src/common/logger.ts'
import { bullmqRunner } from '../../src/queue/bullmq.ts'
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
