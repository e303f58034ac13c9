import { fingerprint } from '../common/digest.ts'
import type { SourceConfig } from '../config/source.ts'
import { connectorFor } from '../harvest/connectors/index.ts'
import type { Mapping } from '../normalise/mapping/load-mapping.ts'
import type { SourceEntry } from '../sync/ports.ts'

/** A source with the mapping that reads it. @throws ZodError when the connector refuses its settings */
export function sourceEntry(config: SourceConfig, mapping: Mapping): SourceEntry {
  connectorFor(mapping.harvest)
  // When and how often a source is read changes nothing in what is written: it is no part of the fence.
  const { schedule, window, paceMs, maxPages, notes, enabled, ...meaning } = config
  return { config, mapping, fingerprint: fingerprint({ meaning, mapping: mapping.fingerprint }) }
}
