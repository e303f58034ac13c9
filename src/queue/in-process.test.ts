import { expect, test } from 'vitest'
import { z } from 'zod'
import { sequentialIds } from '../common/ids.ts'
import { createLogger } from '../common/logger.ts'
import { inProcessRunner } from './in-process.ts'
import { runnerContract } from './runner.contract.ts'

const make = (concurrency = 4) => inProcessRunner({ newId: sequentialIds(), log: createLogger('silent'), concurrency })

runnerContract('in-process runner', async ({ concurrency }) => make(concurrency))

test('what somebody waits for goes before the timetable, and backfill last', async () => {
  const runner = make(1)
  const order: string[] = []
  const gate = Promise.withResolvers<void>()
  runner.define({ name: 'wait', payload: z.object({}), run: () => gate.promise })
  runner.define({ name: 'note', payload: z.object({ as: z.string() }), run: async ({ as }) => void order.push(as) })
  await runner.enqueue('wait', {})
  await runner.enqueue('note', { as: 'backfill' }, { priority: 'backfill' })
  await runner.enqueue('note', { as: 'schedule' }, { priority: 'schedule' })
  await runner.enqueue('note', { as: 'now' }, { priority: 'now' })
  gate.resolve()
  await runner.idle()
  expect(order).toEqual(['now', 'schedule', 'backfill'])
  await runner.close()
})

test('a job that outlives the grace is told to stop, one that waits is refused', async () => {
  const runner = make(1)
  runner.define({
    name: 'endless',
    payload: z.object({}),
    run: (_, signal) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  })
  const running = await runner.enqueue('endless', {})
  const waiting = await runner.enqueue('endless', {})
  const outcomes = Promise.allSettled([running.result, waiting.result])
  await runner.close(10)
  expect((await outcomes).map(outcome => outcome.status)).toEqual(['rejected', 'rejected'])
})
