import { expect, test } from 'vitest'
import { manualClock } from '../common/clock.ts'
import { createQuota } from '../dora/quota.ts'
import { quotaUntil } from './shared-limits.ts'

test('a stop tells those who wait, and lets nobody through any more', async () => {
  const clock = { ...manualClock('2026-01-01T00:00:00Z'), sleep: waitForEver }
  const stop = new AbortController()
  const quota = quotaUntil(createQuota({ perMinute: 1, clock }), stop.signal)
  await quota.acquire()
  const waiting = quota.acquire()
  stop.abort(new Error('on arrête'))
  await expect(waiting).rejects.toThrow('on arrête')
  await expect(quota.acquire(new AbortController().signal)).rejects.toThrow('on arrête')
})

function waitForEver(_: number, signal?: AbortSignal): Promise<void> {
  return new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
}
