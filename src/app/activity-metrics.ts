import { Counter, Histogram, type Registry } from 'prom-client'
import type { ActivityListener } from './activity.ts'

/** Counters and durations of what this process does to DORA and to partners' sites. Durations in seconds, as Prometheus wants them. */
export function activityMetrics(registry: Registry): ActivityListener {
  const registers = [registry]
  const doraRequests = new Counter({
    name: 'dora_sync_dora_requests_total',
    help: 'Requests to DORA by method and status (none: no answer came); each try counts',
    labelNames: ['method', 'status'],
    registers,
  })
  const doraSeconds = new Histogram({
    name: 'dora_sync_dora_request_duration_seconds',
    help: 'Time that DORA took to answer',
    labelNames: ['method'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  })
  const pages = new Counter({
    name: 'dora_sync_pages_total',
    help: 'Addresses of partners read: fresh, unchanged, failed',
    labelNames: ['outcome'],
    registers,
  })
  const pageSeconds = new Histogram({
    name: 'dora_sync_page_duration_seconds',
    help: 'Time to read one address, the pauses its site is owed included',
    buckets: [0.1, 0.5, 1, 2.5, 5, 10, 30, 60],
    registers,
  })
  const runs = new Counter({
    name: 'dora_sync_runs_total',
    help: 'Passes over a source, by how they ended',
    labelNames: ['state'],
    registers,
  })
  const runSeconds = new Histogram({
    name: 'dora_sync_run_duration_seconds',
    help: 'Time of a pass over one source',
    buckets: [1, 5, 15, 60, 300, 900, 3600],
    registers,
  })
  const writes = new Counter({
    name: 'dora_sync_writes_total',
    help: 'Writes to DORA: services created, services changed, structures created',
    labelNames: ['kind'],
    registers,
  })
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
