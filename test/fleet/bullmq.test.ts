import { afterAll, beforeAll, vi } from 'vitest'
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
