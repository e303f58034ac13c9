import { parisDay } from '../common/paris-day.ts'
import type { CensusInput } from '../coverage/input.ts'
import type { Census } from '../ledger/census-records.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { countedService, otherService } from './counted-service.ts'

/** A past census as it is counted, and what of other sources is told of its day. */
export interface PastCensus {
  counted: CensusInput
  /** `none`: none was read then; `lost`: not noted then, or past its time, so that they are not counted. */
  others: 'counted' | 'none' | 'lost'
}

/** What a past census found, on its own day. Null: what it found was not kept. */
export async function pastCensus(
  { censusStates }: Pick<Ledger, 'censusStates'>,
  { id, started }: Pick<Census, 'id' | 'started'>,
): Promise<PastCensus | null> {
  const state = await censusStates.read(id)
  if (state === null) return null
  const taken = parisDay(new Date(started))
  const { elsewhere, followed } = state
  const placed = elsewhere ? await censusStates.readOthers(elsewhere) : null
  const counted: CensusInput = {
    taken,
    elsewhere: placed && elsewhere ? parisDay(new Date(elsewhere)) : null,
    structures: state.structures.length,
    orphans: state.structures.filter(({ home }) => home === 'orphan').length,
    services: [
      ...state.services.map(service => countedService(service, taken)),
      ...(placed ?? []).map((each, n) => otherService({ id: String(n), structure: '', placed: each })),
    ],
    months: [],
    held: followed ? new Set(followed) : null,
  }
  return { counted, others: placed ? 'counted' : elsewhere === null ? 'none' : 'lost' }
}
