import type { ToldAlert } from '../ledger/alerts.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { RunHead } from '../ledger/runs.ts'
import type { SourceSetting } from '../ledger/source-settings.ts'
import type { SourceMemory } from '../ledger/sources.ts'
import type { PartnerStop } from '../ledger/stops.ts'

/** Where the facts of sources are. */
export type FactsLedger = Pick<Ledger, 'alerts' | 'runs' | 'sources' | 'sourceSettings' | 'stops' | 'whileStill'>

/** What the ledger says of sources, whatever the hour; shared by those who ask. */
export interface SourceFacts {
  memories: readonly SourceMemory[]
  settings: readonly SourceSetting[]
  stops: readonly PartnerStop[]
  told: readonly ToldAlert[]
  /** The latest runs of each source, latest first. */
  runs: ReadonlyMap<string, readonly RunHead[]>
}

/** Runs of a source among which its last pass is looked for. */
const LOOKED_AT = 10

/** Read once for as long as the ledger stands still: pages, metrics and the watch ask for the same again and again. */
export function sourceFacts(ledger: FactsLedger, sources: readonly { id: string }[]): Promise<SourceFacts> {
  const ids = sources.map(({ id }) => id)
  return ledger.whileStill(`facts of sources ${ids.join(' ')}`, async () => {
    const [memories, settings, stops, told, runs] = await Promise.all([
      ledger.sources.list(),
      ledger.sourceSettings.list(),
      ledger.stops.list(),
      ledger.alerts.list(),
      ledger.runs.headsOfEach(ids, LOOKED_AT),
    ])
    return { memories, settings, stops, told, runs }
  })
}
