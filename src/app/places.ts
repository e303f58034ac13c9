import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Settings } from '../config/settings.ts'
import type { LedgerPlace } from '../ledger/connect.ts'

const HOME = fileURLToPath(new URL('../..', import.meta.url))

/** Folders the program reads and writes: those of the settings, else the ones beside it. */
export interface Places {
  config: string
  mappings: string
  data: string
}

export function placesOf(settings: Settings): Places {
  return {
    config: settings.DORA_SYNC_CONFIG ?? join(HOME, 'config'),
    mappings: settings.DORA_SYNC_MAPPINGS ?? join(HOME, 'mappings'),
    data: settings.DORA_SYNC_DATA,
  }
}

/** The Postgres that the settings give, else a file in the data folder. */
export function ledgerPlaceOf(settings: Settings): LedgerPlace {
  return settings.DATABASE_URL
    ? { url: settings.DATABASE_URL }
    : { path: join(placesOf(settings).data, 'ledger.sqlite') }
}
