import { expect, test } from 'vitest'
import { z } from 'zod'
import { sequentialIds } from '../common/ids.ts'
import { createLogger } from '../common/logger.ts'
import { openFleetRunner } from './open-fleet-runner.ts'
import { openRunner } from './open-runner.ts'
import { spreadMs } from './spread.ts'

const settings = { REDIS_URL: undefined, WORKER_CONCURRENCY: 1, WORKER_SILENCE: 30, SCHEDULE_SPREAD: 2 }
const deps = { newId: sequentialIds(), log: createLogger('silent') }

test('without Redis jobs run here, as many at a time as asked, on the very minute of their timetable', async () => {
  const runner = await openRunner(settings, deps)
  const seen: number[] = []
  let now = 0
  runner.define({
    name: 'one',
    payload: z.object({}),
    run: async () => {
      now += 1
      seen.push(now)
      await undefined
      now -= 1
    },
  })
  await Promise.all([1, 2, 3].map(async () => (await runner.enqueue('one', {})).result))
  expect(seen).toEqual([1, 1, 1])
  await runner.schedule('source', '15 3 * * *', 'one', {})
  const [next] = await runner.nextRuns('source', 1)
  expect([next?.getUTCMinutes(), next?.getUTCSeconds()]).toEqual([15, 0])
  await runner.close(0)
})

test('a fleet is asked for a Redis', () => {
  expect(() => openFleetRunner(settings, { ...deps, role: 'ask' })).toThrow(/^REDIS_URL manque : /)
})

test('only a fleet spreads its timetables', () => {
  expect([spreadMs(settings), spreadMs({ ...settings, REDIS_URL: 'redis://127.0.0.1' })]).toEqual([0, 120_000])
})
