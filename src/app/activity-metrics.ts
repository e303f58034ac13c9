import { Counter, Histogram, type Registry } from 'prom-client'
import type { ActivityListener } from './activity.ts'

/** Counters and durations of what this process does to DORA and to partners' sites. Durations in seconds, as Prometheus wants them. */
export function activityMetrics(registry: Registry): ActivityListener {
  const counter = (name: string, help: string, ...labelNames: string[]) =>
    new Counter({ name: `dora_sync_${name}_total`, help, labelNames, registers: [registry] })
  const histogram = (name: string, help: string, buckets: number[], ...labelNames: string[]) =>
    new Histogram({ name: `dora_sync_${name}_duration_seconds`, help, labelNames, buckets, registers: [registry] })
  const doraRequests = counter(
    'dora_requests',
    'Requests to DORA by method and status (none: no answer came); each try counts',
    'method',
    'status',
  )
  const doraSeconds = histogram(
    'dora_request',
    'Time that DORA took to answer',
    [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    'method',
  )
  const pages = counter('pages', 'Addresses of partners read: fresh, unchanged, failed', 'outcome')
  const pageSeconds = histogram(
    'page',
    'Time to read one address, the pauses its site is owed included',
    [0.1, 0.5, 1, 2.5, 5, 10, 30, 60],
  )
  const runs = counter('runs', 'Passes over a source, by how they ended', 'state')
  const runSeconds = histogram('run', 'Time of a pass over one source', [1, 5, 15, 60, 300, 900, 3600])
  const writes = counter('writes', 'Writes to DORA: services created, services changed, structures created', 'kind')
  return {
    dora({ method, status, ms }) {
      doraRequests.inc({ method, status: status === null ? 'none' : String(status) })
      doraSeconds.observe({ method }, ms / 1000)
    },
    page(outcome, ms) {
      pages.inc({ outcome })
      pageSeconds.observe(ms / 1000)
    },
    run({ state, report }, ms) {
      runs.inc({ state })
      runSeconds.observe(ms / 1000)
      for (const [kind, count] of Object.entries(report?.writes ?? {})) if (count > 0) writes.inc({ kind }, count)
    },
  }
}
