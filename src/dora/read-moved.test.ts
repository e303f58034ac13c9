import { expect, test } from 'vitest'
import { manualClock } from '../common/clock.ts'
import { startSandbox } from '../sandbox/index.ts'
import { createDoraReader, createDoraWriter } from './client.ts'
import { createQuota } from './quota.ts'
import { readMoved } from './read-moved.ts'

test('the second time only what moved is read whole; what is listed nowhere is told, not forgotten', async () => {
  const clock = manualClock('2026-11-24T09:00:00Z')
  const sandbox = await startSandbox({ clock, quotaPerMinute: 10_000 })
  try {
    const quota = createQuota({ perMinute: 10_000, clock })
    const options = { url: sandbox.url, token: sandbox.tokens.gestionnaire35, quota, clock, random: () => 0.5 }
    const reader = createDoraReader(options)
    const first = await readMoved(reader, '35', new Map())
    expect(first.moved).toHaveLength(sandbox.state.services.size)
    expect(first.structures).toHaveLength(sandbox.state.structures.size)
    const known = new Map(first.moved.map(service => [service.slug, service.modificationDate]))
    const slug = 'communaute-emmaus-de-qikm-premieres-heures-en-'
    await createDoraWriter({ ...options, departments: ['35'] }).updateService(slug, { status: 'ARCHIVED' })
    const before = sandbox.log().length
    const second = await readMoved(reader, '35', new Map([...known, ['ailleurs', '2026-01-01']]))
    expect(second.moved.map(service => service.slug)).toEqual([slug])
    expect(second.unchanged).toHaveLength(known.size - 1)
    expect(second.unlisted).toEqual(['ailleurs'])
    expect(sandbox.log().length - before).toBe(1 + sandbox.state.structures.size + 1)
  } finally {
    await sandbox.close()
  }
})
