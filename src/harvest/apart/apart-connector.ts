import type { ApartLimits } from '../../common/apart/protocol.ts'
import type { Connector } from '../connector.ts'
import { apartReading } from './apart-reading.ts'
import type { HarvestInput } from './harvest-task.ts'

const TASK = new URL('./harvest-task.ts', import.meta.url)

/** The same connector, which reads what the partner sent in a process apart. */
export function apart<Settings>(connector: Connector<Settings>, limits?: Partial<ApartLimits>): Connector<Settings> {
  return {
    kind: connector.kind,
    parse: settings => connector.parse(settings),
    harvest(entry, fetcher) {
      const input: HarvestInput = { kind: connector.kind, entry }
      return apartReading({ module: TASK, input }, entry.address, fetcher, limits)
    },
  }
}
