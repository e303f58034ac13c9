import type { Placed } from '../coverage/input.ts'
import { fromJson, type LedgerDeps, stamp } from './deps.ts'

/** A service that another source than DORA gives: what it is counted by, and nothing of the people it names. */
export interface OtherService {
  /** As data·inclusion numbers it. */
  id: string
  structure: string
  placed: Placed
  /** `YYYY-MM-DD`, or null. */
  updated: string | null
}

/** What became of the services of a file. */
export interface OtherCounts {
  read: number
  kept: number
  /** Left out: DORA's own, which the census counts. */
  fromDora: number
  /** Left out: they reach nobody of the territory. */
  outside: number
  /** Left out: too little said, DORA's search does not show them. */
  low: number
  /** Left out: given twice, or that could not be read. */
  unusable: number
}

/** A reading of a file. `place`: its name, or the host it comes from. */
export interface OtherFile {
  /** ISO instant. */
  taken: string
  place: string
  counts: OtherCounts
}

/** Rows written in one statement: under the parameters of both dialects. */
const AT_ONCE = 200
/** Readings that are remembered. */
const MOST_FILES = 60

export function otherServicesOf({ db, clock }: LedgerDeps) {
  return {
    /** The services of a new reading, in the place of all that were there; to be called in a transaction. */
    async replace(services: readonly OtherService[], file: Omit<OtherFile, 'taken'>): Promise<void> {
      await db.deleteFrom('other_services').execute()
      for (let at = 0; at < services.length; at += AT_ONCE)
        await db
          .insertInto('other_services')
          .values(services.slice(at, at + AT_ONCE).map(each => ({ ...each, placed: JSON.stringify(each.placed) })))
          .execute()
      const taken = stamp(clock)
      await db.deleteFrom('other_files').where('taken', '=', taken).execute()
      await db
        .insertInto('other_files')
        .values({ taken, place: file.place, counts: JSON.stringify(file.counts) })
        .execute()
    },
    /** In the order of their ids. */
    async all(): Promise<OtherService[]> {
      const rows = await db.selectFrom('other_services').selectAll().orderBy('id').execute()
      // Tens of thousands at once: read together, in a third of the time.
      const read = JSON.parse(`[${rows.map(({ placed }) => placed).join()}]`) as Placed[]
      return rows.flatMap(({ id, structure, updated }, n) => {
        const placed = read[n]
        return placed ? [{ id, structure, updated, placed }] : []
      })
    },
    /** Readings, the latest first. */
    async files(): Promise<OtherFile[]> {
      const rows = await db.selectFrom('other_files').selectAll().orderBy('taken', 'desc').limit(MOST_FILES).execute()
      return rows.flatMap(({ taken, place, counts }) => {
        const read = fromJson<OtherCounts>(counts)
        return read === null ? [] : [{ taken, place, counts: read }]
      })
    },
  }
}
