import type { JobRunner } from '../queue/job-runner.ts'
import { readConditions } from '../schedule/read-conditions.ts'
import type { App } from './app.ts'
import { conditionPorts } from './condition-ports.ts'
import { createMetrics } from './metrics.ts'
import { standingsOf } from './watch/probes.ts'

/** The figures of a process that works for an open app. */
export const processMetrics = (app: App, runner: JobRunner) =>
  createMetrics({
    get sources() {
      return app.sources.map(({ config }) => config.id)
    },
    activity: app.activity,
    conditions: () => readConditions(conditionPorts(app), app.clock.now()),
    runner,
    dependencies: standingsOf(app, () => runner.state()),
  })
