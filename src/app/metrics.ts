import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { JobRunner } from '../queue/job-runner.ts'
import { isTrouble, type SourceCondition } from '../schedule/condition.ts'
import type { Activity } from './activity.ts'
import { activityMetrics } from './activity-metrics.ts'
import type { DependencyId } from './watch/dependency.ts'
import type { DependencyStanding } from './watch/standing.ts'

/** What the figures are read from at each scrape. */
export interface MetricsDeps {
  /** Sources of the configuration. */
  sources: readonly string[]
  /** How each of them stands: one that never succeeded must show too. */
  conditions(): Promise<SourceCondition[]>
  runner?: Pick<JobRunner, 'state' | 'nextRuns'>
  /** What this process does, to be counted. */
  activity?: Pick<Activity, 'follow'>
  /** What the process cannot work without. Null: not known. */
  dependencies?: readonly { id: DependencyId; standing(): Promise<DependencyStanding | null> }[]
}

/**
 * Figures for Prometheus. `dora_sync_source_to_look_at` is what an alert watches: the same condition as the letter and the pages, because a
 * run that did not happen writes no error anywhere. A part that does not answer leaves its figures out.
 */
export function createMetrics(deps: MetricsDeps): { text(): Promise<string>; contentType: string } {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  deps.activity?.follow(activityMetrics(registry))
  let conditions: Promise<SourceCondition[]> = Promise.resolve([])

  new Gauge({
    name: 'dora_sync_last_success_timestamp_seconds',
    help: 'Instant of the last run of the source that succeeded (0: never)',
    labelNames: ['source'],
    registers,
    async collect() {
      this.reset()
      for (const { source, lastSuccess } of await conditions)
        this.set({ source }, lastSuccess ? Date.parse(lastSuccess) / 1000 : 0)
    },
  })
  new Gauge({
    name: 'dora_sync_source_to_look_at',
    help: '1 when somebody should look at the source (missed, late, failed, held), 0 when not (good, paused, stopped, no-address, unread)',
    labelNames: ['source', 'standing'],
    registers,
    async collect() {
      this.reset()
      for (const { source, standing } of await conditions) this.set({ source, standing }, isTrouble(standing) ? 1 : 0)
    },
  })
  const { runner, dependencies = [] } = deps
  new Gauge({
    name: 'dora_sync_dependency_up',
    help: '1 when DORA, Redis or Postgres answers as it should, 0 when it does not (absent: not asked in the last ten minutes)',
    labelNames: ['dependency'],
    registers,
    async collect() {
      this.reset()
      for (const { id, standing } of dependencies) {
        const seen = await standing().catch(() => null)
        if (seen !== null) this.set({ dependency: id }, seen === 'good' ? 1 : 0)
      }
    },
  })
  if (runner !== undefined) {
    new Gauge({
      name: 'dora_sync_next_run_timestamp_seconds',
      help: 'Next run of the source (absent: only on demand)',
      labelNames: ['source'],
      registers,
      async collect() {
        this.reset()
        for (const source of deps.sources) {
          const [next] = await runner.nextRuns(source, 1).catch(() => [])
          if (next !== undefined) this.set({ source }, next.getTime() / 1000)
        }
      },
    })
    new Gauge({
      name: 'dora_sync_queue_jobs',
      help: 'Jobs by state: waiting, running, later (given back), dead (given up)',
      labelNames: ['state'],
      registers,
      async collect() {
        this.reset()
        const state = await runner.state().catch(() => null)
        if (state === null) return
        for (const name of ['waiting', 'running', 'later', 'dead'] as const) this.set({ state: name }, state[name])
      },
    })
  }
  return {
    text() {
      conditions = deps.conditions().catch(() => [])
      return registry.metrics()
    },
    contentType: registry.contentType,
  }
}
