import { parisDay } from '../common/paris-day.ts'
import type { CoverageReport } from '../coverage/report-contract.ts'
import type { App } from './app.ts'
import { coverageApart } from './coverage-apart.ts'

/** Today's report. @param convention default: the one that today is read under */
export async function coverageView(app: App, convention?: string): Promise<{ date: string; json: CoverageReport }> {
  const date = parisDay(app.clock.now())
  return { date, json: await coverageApart(app, date, convention) }
}
