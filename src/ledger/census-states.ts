import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { CensusService, CensusStructure } from './census-records.ts'
import { type LedgerDeps, stamp } from './deps.ts'

const pack = promisify(gzip)
const unpack = promisify(gunzip)

/** What a census found: nothing of the people it names. */
export interface CensusState {
  structures: CensusStructure[]
  /** All but archived. */
  services: CensusService[]
}

/** The départements as each census found them; about 60 bytes a service, packed. */
export function censusStatesOf({ db, clock }: LedgerDeps) {
  return {
    async keep(census: string, state: CensusState): Promise<void> {
      const packed = await pack(JSON.stringify(state))
      await db
        .insertInto('census_states')
        .values({ census, taken: stamp(clock), state: packed })
        .execute()
    },
    /** Null: none was kept, the census is older than this memory or past its time. */
    async read(census: string): Promise<CensusState | null> {
      const row = await db.selectFrom('census_states').select('state').where('census', '=', census).executeTakeFirst()
      return row === undefined ? null : (JSON.parse(String(await unpack(row.state))) as CensusState)
    },
  }
}
