import { expect, test } from 'vitest'
import { manualClock } from '../common/clock.ts'
import { startSandbox } from '../sandbox/index.ts'
import { createDoraReader } from './client.ts'
import { createQuota } from './quota.ts'

test('a DORA that keeps crashing is asked no more, then again after a minute', async () => {
  const clock = manualClock('2026-11-24T09:00:00Z')
  const sandbox = await startSandbox({ seed: 'empty', clock })
  try {
    const quota = createQuota({ perMinute: 1000, clock })
    const options = { url: sandbox.url, token: null, quota, clock, random: () => 0.5 }
    const reader = createDoraReader(options)
    sandbox.faults.add({ times: 20, fault: { kind: 'status', status: 503 } })
    for (let i = 0; i < 5; i += 1) await expect(reader.readService('x')).rejects.toMatchObject({ code: 'panne' })
    expect(sandbox.log()).toHaveLength(20)
    await expect(reader.readService('x')).rejects.toMatchObject({ kind: 'transient', code: 'en-pause' })
    expect(sandbox.log()).toHaveLength(20)
    clock.advance(60_000)
    expect(await reader.readService('x')).toBeNull()
  } finally {
    await sandbox.close()
  }
})
