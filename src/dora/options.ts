import type { Clock } from '../common/clock.ts'
import { keptFor } from './kept.ts'
import { DoraError } from './port.ts'
import type { SafeTransport } from './transport.ts'
import { type DoraOptions, ServicesOptionsWire } from './wire.ts'

/** As long as DORA's own cache. */
const KEPT_MS = 3_600_000

/** Loads DORA's référentiels once an hour at most; callers at the same time share one request. */
export function createOptionsCache(transport: SafeTransport, clock: Clock): () => Promise<DoraOptions> {
  return keptFor(KEPT_MS, clock, () => load(transport)).read
}

async function load(transport: SafeTransport): Promise<DoraOptions> {
  const result = ServicesOptionsWire.safeParse(await transport.get('/services-options/'))
  if (result.success) return result.data
  throw new DoraError(
    'Les référentiels de DORA n’ont pas la forme attendue.',
    { kind: 'dora', status: 200, code: 'forme-inattendue' },
    { cause: result.error },
  )
}
