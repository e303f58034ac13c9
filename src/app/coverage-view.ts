import { parisDay } from '../common/paris-day.ts'
import { renderReport } from '../coverage/html.ts'
import type { CoverageReport } from '../coverage/report-contract.ts'
import type { Html } from '../portal/layout.ts'
import type { App } from './app.ts'
import { coverageApart } from './coverage-apart.ts'

/** Today's report for machines, and as a page body for who asks for it. */
export async function coverageView(app: App): Promise<{ date: string; readonly body: Html; json: CoverageReport }> {
  const date = parisDay(app.clock.now())
  const json = await coverageApart(app, date)
  return {
    date,
    json,
    get body() {
      return renderReport(json)
    },
  }
}
