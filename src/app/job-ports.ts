import type { AfterOutagePorts } from '../../jobs/after-outage.ts'
import type { ApplyPlanPorts } from '../../jobs/apply-plan.ts'
import type { CensusJobPorts } from '../../jobs/census.ts'
import type { MonthlyReportPorts } from '../../jobs/monthly-report.ts'
import type { PortalUpkeepPorts } from '../../jobs/portal-upkeep.ts'
import type { SyncSourcePorts } from '../../jobs/sync-source.ts'
import type { TellWaitingPorts } from '../../jobs/tell-waiting.ts'
import type { WithdrawalsPorts } from '../../jobs/withdrawals.ts'
import { nextOpening } from '../harvest/night-window.ts'
import type { App } from './app.ts'
import { coverageApart } from './coverage-apart.ts'
import { mailServer } from './mail-server.ts'
import { portalUrlOf } from './portal-url.ts'
import { writesNow } from './write-now.ts'

/** What the jobs are given: the part that each names, and nothing else of the program. */
type JobPorts = SyncSourcePorts &
  ApplyPlanPorts &
  AfterOutagePorts &
  WithdrawalsPorts &
  CensusJobPorts &
  MonthlyReportPorts &
  PortalUpkeepPorts &
  TellWaitingPorts

export function jobPorts(app: App): JobPorts {
  const { ledger, sources, sites, dora, clock, log, settings } = app
  return {
    ledger,
    sources,
    dora,
    clock,
    log,
    async pass(asked, stop) {
      // What reads and compares comes with the first pass: a process that waits for work does without.
      const { passOver } = await import('../sync/pass.ts')
      const from = clock.now().getTime()
      const report = await passOver(asked, app, stop)
      app.activity.run(report, clock.now().getTime() - from)
      return report
    },
    opensIn(source) {
      const entry = sources.find(({ config }) => config.id === source)
      if (entry === undefined) return 0
      const now = clock.now()
      return nextOpening(sites.window(entry.config), now).getTime() - now.getTime()
    },
    isPaused: async source => ((await ledger.sourceSettings.read(source))?.paused ?? null) !== null,
    coverage: date => coverageApart(app, date),
    mailer: () => mailServer(settings),
    portalUrl: portalUrlOf(settings),
    // These bring the portal, which a process that waits for work does without.
    upkeep: async () => (await import('./portal-upkeep.ts')).portalUpkeep(app),
    withdraw: writesNow(app).withdraw,
    others: settings.DATA_INCLUSION_FILE
      ? { place: settings.DATA_INCLUSION_FILE, department: app.territory.department }
      : null,
    tellWaiting: async () => (await import('./tell-waiting.ts')).tellWaiting(app),
  }
}
