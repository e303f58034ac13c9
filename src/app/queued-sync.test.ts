import { expect, test } from 'vitest'
import { z } from 'zod'
import type { SyncReport } from '../../jobs/sync-source.ts'
import { LeaseLost } from '../ledger/leases.ts'
import { TryLater } from '../queue/try-later.ts'
import { queuedSync } from './queued-sync.ts'

const report: SyncReport = {
  source: 'a',
  name: 'A',
  run: 'run_1',
  plan: 'plan_1',
  state: 'succeeded',
  outcome: null,
  report: null,
  rejections: [],
  message: null,
}
const queued = (run: () => Promise<SyncReport>) =>
  queuedSync({ name: 'sync-source', payload: z.strictObject({}), run }).run({}, new AbortController().signal)

test('the result is small', async () => {
  expect(await queued(async () => report)).toEqual({
    source: 'a',
    run: 'run_1',
    plan: 'plan_1',
    state: 'succeeded',
    message: null,
    counts: null,
  })
})

test.each([
  ['the source is held by another run', async () => ({ ...report, state: 'busy' as const })],
  ['the source was taken over in the middle', () => Promise.reject(new LeaseLost('taken'))],
])('%s: the run waits for its turn', async (_, run) => {
  await expect(queued(run)).rejects.toThrow(TryLater)
})

test('a fault stays a fault', async () => {
  await expect(queued(() => Promise.reject(new TypeError('x')))).rejects.toThrow(TypeError)
})
