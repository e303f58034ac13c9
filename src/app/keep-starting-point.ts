import { parisDay } from '../common/paris-day.ts'
import { keepReport, keptReports } from '../coverage/kept-report.ts'
import { coverageReport } from '../coverage/report.ts'
import type { App } from './app.ts'
import { coverageInput } from './coverage-input.ts'
import { sourceStandings } from './source-standings.ts'

/**
 * Before the very first pass, keeps the report as it is then: the convention, and no offer. It is what everything later is compared with.
 * Does nothing once something was read or a report was kept.
 * @returns whether it was kept
 */
export async function keepStartingPoint(app: App): Promise<boolean> {
  const { ledger, clock } = app
  const [run] = await ledger.listRuns({ limit: 1 })
  if (run !== undefined || (await keptReports(ledger.snapshots)).length > 0) return false
  await keepReport(
    ledger.snapshots,
    coverageReport(await coverageInput({ ...app, standings: await sourceStandings(app) }, parisDay(clock.now()))),
  )
  return true
}
