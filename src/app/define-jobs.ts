import { afterOutageJob } from '../../jobs/after-outage.ts'
import { applyPlanJob } from '../../jobs/apply-plan.ts'
import { approvedPlansJob } from '../../jobs/approved-plans.ts'
import { censusJob } from '../../jobs/census.ts'
import { monthlyReportJob } from '../../jobs/monthly-report.ts'
import { portalUpkeepJob } from '../../jobs/portal-upkeep.ts'
import { purgeJob } from '../../jobs/purge.ts'
import { syncSourceJob } from '../../jobs/sync-source.ts'
import { tellWaitingJob } from '../../jobs/tell-waiting.ts'
import { withdrawalsJob } from '../../jobs/withdrawals.ts'
import type { JobDefinition, JobRunner } from '../queue/job-runner.ts'
import type { App } from './app.ts'
import { jobPorts } from './job-ports.ts'

/** Every job that a queue may be asked for; the same list in the processes that ask and in those that work. */
export function defineJobs(runner: JobRunner, app: App): void {
  const ports = jobPorts(app)
  runner.define(upToDate(syncSourceJob(ports), app))
  runner.define(upToDate(applyPlanJob(ports), app))
  runner.define(upToDate(approvedPlansJob(ports, runner), app))
  runner.define(upToDate(afterOutageJob(ports, runner), app))
  runner.define(withdrawalsJob(ports))
  runner.define(purgeJob(ports))
  runner.define(censusJob(ports))
  runner.define(portalUpkeepJob(ports))
  runner.define(monthlyReportJob(ports))
  runner.define(tellWaitingJob(ports))
}

/** The same job, which knows what was taught a moment ago in another process. */
function upToDate<Payload, Result>(
  job: JobDefinition<Payload, Result>,
  app: Pick<App, 'reloadSources'>,
): JobDefinition<Payload, Result> {
  return {
    ...job,
    async run(payload, stop) {
      await app.reloadSources()
      return job.run(payload, stop)
    },
  }
}

/** The robot's own schedules, Europe/Paris: what cleans, each night before the first sources; what writes to people, at an hour when they work; what was promised or cut short, every five minutes. */
export const OWN_SCHEDULES: readonly { key: `~${string}`; cron: string; job: string }[] = [
  { key: '~purge', cron: '40 1 * * *', job: 'purge' },
  { key: '~census', cron: '10 2 * * *', job: 'census' },
  { key: '~approved-plans', cron: '*/5 * * * *', job: 'approved-plans' },
  { key: '~after-outage', cron: '2-57/5 * * * *', job: 'after-outage' },
  { key: '~withdrawals', cron: '*/5 * * * *', job: 'withdrawals' },
  { key: '~monthly-report', cron: '0 8 1 * *', job: 'monthly-report' },
  { key: '~tell-waiting', cron: '45 8 * * 1-5', job: 'tell-waiting' },
  { key: '~portal-upkeep', cron: '30 9 * * 1-5', job: 'portal-upkeep' },
]
