import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { randomIds } from '../../src/common/ids.ts'
import { createLogger } from '../../src/common/logger.ts'
import { bullmqRunner, type FleetRunner } from '../../src/queue/bullmq.ts'
import { type RedisServer, startRedis } from '../servers/redis.ts'

// Real servers on a machine that may be busy: what is tried is the outcome, not the speed.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let redis: RedisServer
let runners: FleetRunner[] = []
let tests = 0
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.stop())
beforeEach(() => {
  tests += 1
})
afterEach(async () => {
  await Promise.all(runners.map(runner => runner.close(1000)))
  runners = []
})

function process(role: 'take' | 'ask', jitterMs = 0): FleetRunner {
  const log = createLogger('silent')
  const runner = bullmqRunner({ redisUrl: redis.url, newId: randomIds, log, prefix: `s${tests}`, role, jitterMs })
  runners.push(runner)
  return runner
}

/** Makes the date of every schedule come now. */
async function strike(runner: FleetRunner): Promise<void> {
  for (const job of await runner.queue.getDelayed()) await job.promote()
}

test('a date comes: one process of the fleet runs the job, and the next date is set', async () => {
  const ran: string[] = []
  const job = { name: 'nightly', payload: z.object({ source: z.string() }) }
  const asking = process('ask')
  asking.define({ ...job, run: async () => void ran.push('asking') })
  for (const name of ['one', 'two'])
    process('take').define({ ...job, run: async ({ source }) => void ran.push(`${name} ${source}`) })
  await asking.schedule('source-a', '15 3 * * *', 'nightly', { source: 'a' })
  await strike(asking)
  for (let n = 0; n < 200 && ran.length === 0; n += 1) await new Promise(resolve => setTimeout(resolve, 10))
  await asking.idle()
  expect(ran).toHaveLength(1)
  expect(ran[0]).toMatch(/^(one|two) a$/)
  const [next] = await asking.queue.getDelayed()
  // The date that was made to come is tomorrow's: the one after it is set now.
  const [, date] = await asking.nextRuns('source-a', 2)
  expect((next?.timestamp ?? 0) + (next?.delay ?? 0)).toBe(date?.getTime())
})

test('a date that comes while the run before is still going does not double it', async () => {
  let ran = 0
  const gate = Promise.withResolvers<void>()
  const runner = process('take')
  runner.define({
    name: 'long',
    payload: z.object({}),
    run: async () => {
      ran += 1
      await gate.promise
    },
  })
  await runner.schedule('source-a', '* * * * *', 'long', {})
  await strike(runner)
  for (let n = 0; n < 200 && ran === 0; n += 1) await new Promise(resolve => setTimeout(resolve, 10))
  await strike(runner)
  await new Promise(resolve => setTimeout(resolve, 200))
  gate.resolve()
  await runner.idle()
  expect(ran).toBe(1)
})

test('the date that is shown is the date that Redis holds, delay of the source included; replaced, there is only the new one', async () => {
  const runner = process('ask', 600_000)
  runner.define({ name: 'nightly', payload: z.object({}), run: async () => null })
  await runner.schedule('source-a', '15 3 * * *', 'nightly', {})
  await runner.schedule('source-a', '30 4 * * *', 'nightly', {})
  const delayed = await runner.queue.getDelayed()
  expect(delayed).toHaveLength(1)
  const [date] = await runner.nextRuns('source-a', 1)
  expect((delayed[0]?.timestamp ?? 0) + (delayed[0]?.delay ?? 0)).toBe(date?.getTime())
  const minutes = (date?.getMinutes() ?? 0) - 30
  expect(minutes).toBeGreaterThanOrEqual(0)
  expect(minutes).toBeLessThan(10)
})
