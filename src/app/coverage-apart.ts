import { inThread } from '../common/in-thread.ts'
import { conventionOf } from '../convention/in-force.ts'
import type { CoverageReport } from '../coverage/report-contract.ts'
import { fromParts, type ReportPart } from '../coverage/report-in-parts.ts'
import type { LedgerPlace } from '../ledger/connect.ts'
import type { App } from './app.ts'
import type { CoverageSources } from './coverage-input.ts'
import { ledgerPlaceOf } from './places.ts'
import { sourceStandings } from './source-standings.ts'

/** What the thread is given: plain data. */
export type CoverageTask = Pick<
  CoverageSources,
  'convention' | 'conventions' | 'territory' | 'sources' | 'standings'
> & {
  place: LedgerPlace
  /** `YYYY-MM-DD` */
  date: string
}

/** The report of a day, under a convention (default: the one that the day is read under), read from the ledger and computed in a thread of its own: with many offers that takes longer than a visitor may wait. */
export async function coverageApart(app: App, date: string, id?: string): Promise<CoverageReport> {
  // Another program may have taken one in since.
  await app.reloadConventions()
  const { conventions, territory, settings } = app
  const convention = id === undefined ? conventionOf(conventions, date) : conventions.find(each => each.id === id)
  if (convention === undefined) throw new RangeError(`no convention ${id}`)
  const sources = app.sources.map(({ config }) => ({ config }))
  const place = ledgerPlaceOf(settings)
  const task: CoverageTask = {
    convention,
    conventions,
    territory,
    sources,
    date,
    standings: await sourceStandings(app),
    place: 'url' in place ? { ...place, connections: 1 } : place,
  }
  return fromParts(await inThread<ReportPart>(new URL('./coverage-thread.ts', import.meta.url), task))
}
