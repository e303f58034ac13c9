import type { Connector } from '../connector.ts'
import { startTally } from '../tally.ts'

/**
 * The last net: whatever a connector throws (a library that a document broke, a fault of ours) becomes a failed harvest, never a crash;
 * what was yielded before stands.
 */
export function withNet(connector: Connector): Connector {
  return {
    kind: connector.kind,
    parse: settings => connector.parse(settings),
    async *harvest(entry, fetcher) {
      try {
        return yield* connector.harvest(entry, fetcher)
      } catch (error) {
        return startTally(entry).fail(error)
      }
    },
  }
}
