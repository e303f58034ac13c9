import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { Placed } from '../coverage/input.ts'
import type { CensusService, CensusStructure } from './census-records.ts'
import { type LedgerDeps, stamp } from './deps.ts'

const pack = promisify(gzip)
const unpack = promisify(gunzip)

/** What a census found: nothing of the people it names. */
export interface CensusState {
  structures: CensusStructure[]
  /** All but archived. */
  services: CensusService[]
  /** Slugs of the services that an offer of the robot held; absent: not noted then. */
  followed?: string[]
  /** Reading of other sources that was in force, its ISO instant; null: none. Absent: not noted then. */
  elsewhere?: string | null
}

/** The départements as each census found them, and other sources as each reading found them; 15 to 40 bytes a service, packed. */
export function censusStatesOf({ db, clock }: LedgerDeps) {
  return {
    async keep(census: string, state: CensusState): Promise<void> {
      const packed = await toBytes(state)
      await db
        .insertInto('census_states')
        .values({ census, taken: stamp(clock), state: packed })
        .execute()
    },
    /** Null: none was kept, the census is older than this memory or past its time. */
    async read(census: string): Promise<CensusState | null> {
      const row = await db.selectFrom('census_states').select('state').where('census', '=', census).executeTakeFirst()
      return row === undefined ? null : await fromBytes<CensusState>(row.state)
    },
    /** Notes that a census counted beside a reading of other sources, and keeps what it gave when it is not kept yet. */
    async keepOthers(reading: string, services: () => Promise<readonly Placed[]>): Promise<void> {
      const used = stamp(clock)
      const [again] = await db.updateTable('other_states').set({ used }).where('reading', '=', reading).execute()
      if (Number(again?.numUpdatedRows ?? 0) > 0) return
      const state = await toBytes(await services())
      await db.insertInto('other_states').values({ reading, used, state }).execute()
    },
    /** What a reading of other sources gave; null: not kept, or past its time. */
    async readOthers(reading: string): Promise<Placed[] | null> {
      const row = await db.selectFrom('other_states').select('state').where('reading', '=', reading).executeTakeFirst()
      return row === undefined ? null : await fromBytes<Placed[]>(row.state)
    },
    /** When the oldest state that is kept was taken, ISO instant; null: none is. */
    async oldest(): Promise<string | null> {
      const row = await db
        .selectFrom('census_states')
        .select(e => e.fn.min('taken').as('taken'))
        .executeTakeFirst()
      return row?.taken ?? null
    },
  }
}

const toBytes = (state: unknown): Promise<Buffer> => pack(JSON.stringify(state))
const fromBytes = async <T>(bytes: Uint8Array): Promise<T> => JSON.parse(String(await unpack(bytes))) as T
