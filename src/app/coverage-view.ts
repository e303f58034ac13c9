import { parisDay } from '../common/paris-day.ts'
import { renderReport } from '../coverage/html.ts'
import { coverageReport } from '../coverage/report.ts'
import type { CoverageReport } from '../coverage/report-contract.ts'
import type { Html } from '../portal/layout.ts'
import type { App } from './app.ts'
import { coverageInput } from './coverage-input.ts'

/** Today's report, as a page body and for machines. */
export async function coverageView(app: App): Promise<{ date: string; body: Html; json: CoverageReport }> {
  const date = parisDay(app.clock.now())
  const report = coverageReport(await coverageInput(app, date))
  return { date, body: renderReport(report), json: report }
}
