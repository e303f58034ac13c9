import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { SourceCondition } from '../schedule/condition.ts'
import { emptyReport } from '../sync/pass.ts'
import { createActivity, toldFetcher } from './activity.ts'
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
  expect(text).toContain(`dora_sync_last_success_timestamp_seconds{source="a"} ${Date.UTC(2026, 10, 24, 10) / 1000}`)
  expect(text).toContain('dora_sync_last_success_timestamp_seconds{source="b"} 0')
  expect(text).toContain('dora_sync_source_to_look_at{source="a",standing="missed"} 1')
  expect(text).toContain('dora_sync_source_to_look_at{source="b",standing="unread"} 0')
  expect(text).toContain(`dora_sync_next_run_timestamp_seconds{source="a"} ${Date.UTC(2026, 10, 25, 2, 15) / 1000}`)
  expect(text).toContain('dora_sync_queue_jobs{state="waiting"} 3')
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
  expect(text.match(/^dora_sync_dependency_up.*$/gm)).toEqual([
    'dora_sync_dependency_up{dependency="postgres"} 1',
    'dora_sync_dependency_up{dependency="redis"} 0',
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

test('what the process does to DORA and to sites is counted; the dashboard of the documentation asks for nothing else', async () => {
  const activity = createActivity()
  const runner = { state: async () => state, nextRuns: async () => [] }
  const dependencies = [{ id: 'dora' as const, standing: async () => 'good' as const }]
  const metrics = createMetrics({ sources: ['a'], conditions, runner, dependencies, activity })
  activity.dora({ method: 'PATCH', status: 200, ms: 300 })
  activity.dora({ method: 'GET', status: null, ms: 30_000 })
  const writes = { created: 2, changed: 0, structures: 1 }
  const report = emptyReport({ config: { id: 'a', name: 'A' } } as never, { state: 'succeeded', message: null })
  activity.run({ ...report, report: { writes } as never }, 4000)
  const clock = { now: () => new Date(0) } as never
  const site = { get: async () => ({ unchanged: true }), stream: () => Promise.reject(new Error('away')) } as never
  const fetcher = toldFetcher(site, activity, clock)
  await fetcher.get('https://a.fr/')
  await expect(fetcher.stream('https://a.fr/')).rejects.toThrow('away')
  const text = await metrics.text()
  expect(text.match(/^dora_sync_(dora_requests|pages|writes|runs)_total.*$/gm)).toEqual([
    'dora_sync_dora_requests_total{method="PATCH",status="200"} 1',
    'dora_sync_dora_requests_total{method="GET",status="none"} 1',
    'dora_sync_pages_total{outcome="unchanged"} 1',
    'dora_sync_pages_total{outcome="failed"} 1',
    'dora_sync_runs_total{state="succeeded"} 1',
    'dora_sync_writes_total{kind="created"} 2',
    'dora_sync_writes_total{kind="structures"} 1',
  ])
  expect(text).toContain('dora_sync_run_duration_seconds_bucket{le="5"} 1')
  const dashboard = readFileSync(new URL('../../docs/grafana.json', import.meta.url), 'utf8')
  const asked = new Set(dashboard.match(/\b(?:dora_sync|process)_[a-z_]+/g))
  expect(asked.size).toBeGreaterThan(10)
  expect([...asked].filter(name => !text.includes(`${name} `) && !text.includes(`${name}{`))).toEqual([])
})
