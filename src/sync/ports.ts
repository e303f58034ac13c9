import type { Clock } from '../common/clock.ts'
import type { NewId } from '../common/ids.ts'
import type { Logger } from '../common/logger.ts'
import type { SourceConfig } from '../config/source.ts'
import type { Convention } from '../convention/convention.ts'
import type { DoraDirectory } from '../dora/client.ts'
import type { DoraWriter } from '../dora/port.ts'
import type { DoraStanding } from '../dora/standing.ts'
import type { RunFetcher } from '../harvest/fetcher.ts'
import type { Geocode } from '../harvest/geocoder.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Mapping } from '../normalise/mapping/load-mapping.ts'

/** A source with the mapping that reads it. */
export interface SourceEntry {
  config: SourceConfig
  mapping: Mapping
  /** Fingerprint of mapping + configuration: when it moves, the next run plans only. */
  fingerprint: string
}

/** What a pass needs of the program around it. */
export interface PassPorts {
  sources: readonly SourceEntry[]
  sites: {
    /** Entry address of a source, or null when it has none. */
    address(source: SourceConfig): string | null
    /** To be closed at the end of the run. */
    fetcher(source: SourceConfig, signal?: AbortSignal): RunFetcher
  }
  convention: Convention
  dora: {
    /** Départements that may be written in. */
    departments: readonly string[]
    /** Requests a minute. */
    quota: number
    reader: DoraDirectory
    /** How long a pass waits for a DORA that went away in the middle of it, milliseconds. */
    waitMs: number
    /** Asks how it stands now; null: it could not be asked. */
    standing(): Promise<DoraStanding | null>
    /** @param policy.createStructures whether structures may be created */
    writer(policy: { createStructures: boolean }): DoraWriter
  }
  /** Finds the point of an address; null when no geocoder is configured. */
  geocode: Geocode | null
  ledger: Ledger
  clock: Clock
  newId: NewId
  log: Logger
}
