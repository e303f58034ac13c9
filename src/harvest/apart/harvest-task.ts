import type { Task } from '../../common/apart/protocol.ts'
import type { Connector, HarvestEntry, Harvested, Outcome } from '../connector.ts'
import { withNet } from '../connectors/with-net.ts'
import { boundedHarvest } from './bounded-harvest.ts'
import { remoteFetcher } from './remote-fetcher.ts'

/** One reading, as it goes to a process apart. */
export interface HarvestInput {
  kind: string
  /** Settings already validated by the connector: plain data. */
  entry: HarvestEntry<unknown>
}

/** The inside of `apart`: the connector runs here, and only its bounded offers leave. Connectors are loaded one by one: some bring big libraries. */
export const task: Task<HarvestInput, Harvested, Outcome> = async function* ({ kind, entry }, ask) {
  const connector = await load(kind)
  return yield* boundedHarvest(withNet(connector).harvest(entry, remoteFetcher(ask)))
}

/** Kinds that share a file; any other has the file of its name. */
const FILES: Readonly<Record<string, string>> = {
  ods: 'sheet',
  xlsx: 'sheet',
  arcgis: 'json-presets',
  grist: 'json-presets',
  opendatasoft: 'json-presets',
}

async function load(kind: string): Promise<Connector> {
  const module: Record<string, unknown> = await import(`../connectors/${FILES[kind] ?? kind}.ts`)
  const found = Object.values(module).find((value): value is Connector => isConnector(value) && value.kind === kind)
  if (!found) throw new Error(`no connector of kind ${kind}`)
  return found
}

function isConnector(value: unknown): value is Connector {
  return typeof value === 'object' && value !== null && 'kind' in value && 'harvest' in value
}
