import { expect, test } from 'vitest'
import { z } from 'zod'
import { sequentialIds } from '../common/ids.ts'
import { createLogger } from '../common/logger.ts'
import { inProcessRunner } from './in-process.ts'
import { runnerContract } from './runner.contract.ts'

const make = (concurrency = 4) => inProcessRunner({ newId: sequentialIds(), log: createLogger('silent'), concurrency })

runnerContract('in-process runner', async ({ concurrency }) => make(concurrency))

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
