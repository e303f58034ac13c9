import { spreadMs } from '../queue/spread.ts'
import type { ConditionPorts } from '../schedule/read-conditions.ts'
import type { App } from './app.ts'

/** What the conditions of an app's sources are read from. */
export function conditionPorts(app: Pick<App, 'ledger' | 'sources' | 'sites' | 'settings'>): ConditionPorts {
  return {
    ledger: app.ledger,
    sources: app.sources.map(({ config }) => config),
    windowOf: source => app.sites.window(source),
    hasAddress: source => app.sites.address(source) !== null,
    spreadMs: spreadMs(app.settings),
  }
}
