import { inThread } from '../common/in-thread.ts'
import type { CoverageReport } from '../coverage/report-contract.ts'
import type { LedgerPlace } from '../ledger/open.ts'
import type { App } from './app.ts'
import type { CoverageSources } from './coverage-input.ts'
import { ledgerPlaceOf } from './places.ts'

/** What the thread is given: plain data. */
export type CoverageTask = Pick<CoverageSources, 'convention' | 'territory' | 'sources'> & {
  place: LedgerPlace
  /** `YYYY-MM-DD` */
  date: string
}

/** The report of a day, read from the ledger and computed in a thread of its own: with many offers that takes longer than a visitor may wait. */
export function coverageApart(app: App, date: string): Promise<CoverageReport> {
  const { convention, territory, settings } = app
  const sources = app.sources.map(({ config }) => ({ config }))
  const place = ledgerPlaceOf(settings)
  const task: CoverageTask = {
    convention,
    territory,
    sources,
    date,
    place: 'url' in place ? { ...place, connections: 1 } : place,
  }
  return inThread(new URL('./coverage-thread.ts', import.meta.url), task)
}
