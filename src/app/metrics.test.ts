import { expect, test } from 'vitest'
import type { SourceCondition } from '../schedule/condition.ts'
import { createMetrics } from './metrics.ts'

const facts = { rests: null, lastRun: null, rhythmMs: null, name: '' }
const conditions = async (): Promise<SourceCondition[]> => [
  { ...facts, source: 'a', standing: 'missed', lastSuccess: '2026-11-24T10:00:00.000Z' },
  { ...facts, source: 'b', standing: 'unread', lastSuccess: null },
]
const state = { waiting: 3, running: 1, later: 0, dead: 2 }

test('the age of the last success by source, and the queue', async () => {
  const runner = { state: async () => state, nextRuns: async () => [new Date('2026-11-25T02:15:00Z')] }
  const text = await createMetrics({ sources: ['a', 'b'], conditions, runner }).text()
  expect(text).toContain(`sync_last_success_timestamp_seconds{source="a"} ${Date.UTC(2026, 10, 24, 10) / 1000}`)
  expect(text).toContain('sync_last_success_timestamp_seconds{source="b"} 0')
  expect(text).toContain('sync_source_to_look_at{source="a",standing="missed"} 1')
  expect(text).toContain('sync_source_to_look_at{source="b",standing="unread"} 0')
  expect(text).toContain(`sync_next_run_timestamp_seconds{source="a"} ${Date.UTC(2026, 10, 25, 2, 15) / 1000}`)
  expect(text).toContain('queue_jobs{state="waiting"} 3')
  expect(text).toContain('process_resident_memory_bytes')
})

test('a dependency is up, down, or not known', async () => {
  const metrics = createMetrics({
    sources: [],
    conditions: async () => [],
    dependencies: [
      { id: 'postgres', standing: async () => 'good' },
      { id: 'redis', standing: async () => 'away' },
      { id: 'dora', standing: async () => null },
    ],
  })
  const text = await metrics.text()
  expect(text.match(/^dependency_up.*$/gm)).toEqual([
    'dependency_up{dependency="postgres"} 1',
    'dependency_up{dependency="redis"} 0',
  ])
})

test('a ledger or a queue that does not answer leaves its figures out, and the rest is told', async () => {
  const away = async () => Promise.reject(new Error('away'))
  const metrics = createMetrics({ sources: ['a'], conditions: away, runner: { state: away, nextRuns: away } })
  const text = await metrics.text()
  expect(text).not.toContain('source="a"')
  expect(text).not.toContain('state="waiting"')
  expect(text).toContain('process_resident_memory_bytes')
})
