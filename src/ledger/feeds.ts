import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { type LedgerDeps, stamp } from './deps.ts'
import { feedBasis, feedOffers } from './feed-offers.ts'
import type { Tables } from './schema.ts'

/** The four files of a catalogue. */
export const FEED_FILES = ['structures.json', 'services.json', 'structures.csv', 'services.csv'] as const
export type FeedFile = (typeof FEED_FILES)[number]

export type FeedVariant = 'sans-dora' | 'avec-dora'

export interface FeedFileFacts {
  /** Quoted, as in the header. */
  etag: string
  /** Bytes. */
  size: number
  parts: number
}

/** A catalogue that is whole in the database. */
export interface FeedVersion {
  id: string
  variant: FeedVariant
  /** ISO instant. */
  builtAt: string
  basis: string
  services: number
  files: Record<FeedFile, FeedFileFacts>
}

/** Bytes of text in one part, before it is packed: what a reader holds in memory. */
const PART_BYTES = 512 * 1024
/** Parts of an older catalogue stay this long, for who is still reading it, milliseconds. */
const LINGER_MS = 60 * 60_000

const pack = promisify(gzip)
const unpack = promisify(gunzip)

/** Published catalogues, one row each over the parts of their files. The row is written last, so that what has a row is whole. */
export function feedsOf({ db, clock, newId }: LedgerDeps) {
  const newest = (variant: FeedVariant) =>
    db.selectFrom('feeds').where('variant', '=', variant).orderBy('built', 'desc').orderBy('id', 'desc')
  return {
    offers: () => feedOffers({ db }),
    basis: () => feedBasis({ db }),
    /** The one to serve, or null before the first. */
    async last(variant: FeedVariant): Promise<FeedVersion | null> {
      const row = await newest(variant).selectAll().limit(1).executeTakeFirst()
      return row ? toVersion(row) : null
    },
    /** A catalogue being written: nobody sees it before `publish`. */
    begin(variant: FeedVariant) {
      const id = newId('feed')
      let published = false
      const writers = new Map(FEED_FILES.map(file => [file, partsOf(id, file)]))
      return {
        write: async (file: FeedFile, text: string) => writers.get(file)?.write(text),
        /** Writes what is left of each file; their facts tell whether anything changed. */
        async close(): Promise<FeedVersion['files']> {
          const facts: [FeedFile, FeedFileFacts][] = []
          for (const [file, parts] of writers) facts.push([file, await parts.close()])
          return Object.fromEntries(facts) as FeedVersion['files']
        },
        async publish(parts: Omit<FeedVersion, 'id' | 'variant'>): Promise<FeedVersion> {
          const version: FeedVersion = { ...parts, id, variant }
          await db
            .insertInto('feeds')
            .values({
              id,
              variant,
              built: version.builtAt,
              basis: version.basis,
              services: version.services,
              files: JSON.stringify(version.files),
            })
            .execute()
          published = true
          return version
        },
        async dropUnlessPublished(): Promise<void> {
          if (published) return
          await db.deleteFrom('feed_parts').where('feed', '=', id).execute()
        },
      }
    },
    /** The same bytes hold for a newer basis. */
    async touch(id: string, basis: string, builtAt: string): Promise<void> {
      await db.updateTable('feeds').set({ basis, built: builtAt }).where('id', '=', id).execute()
    },
    /** Forgets catalogues that were replaced, and parts that a dead process left, once nobody can be reading them. */
    async prune(variant: FeedVariant): Promise<void> {
      const before = new Date(clock.now().getTime() - LINGER_MS).toISOString()
      const known = await newest(variant).select(['id', 'built']).execute()
      // What counts is when each was replaced: when the next one was built.
      const gone = known.filter((_, at) => (known[at - 1]?.built ?? before) < before).map(each => each.id)
      if (gone.length > 0) await db.deleteFrom('feeds').where('id', 'in', gone).execute()
      await db
        .deleteFrom('feed_parts')
        .where('stored', '<', before)
        .where('feed', 'not in', db.selectFrom('feeds').select('id'))
        .execute()
    },
    /** The bytes of a file, one part in memory at a time. @throws when a part is gone: the reader must not take it for the end */
    async *bytes({ id, files }: FeedVersion, file: FeedFile): AsyncGenerator<Uint8Array> {
      for (let n = 0; n < files[file].parts; n += 1) {
        const row = await db
          .selectFrom('feed_parts')
          .select('bytes')
          .where('feed', '=', id)
          .where('file', '=', file)
          .where('n', '=', n)
          .executeTakeFirstOrThrow()
        yield await unpack(row.bytes)
      }
    },
    /** Since when what is built is too small to be believed; the first time, from now. */
    async lossSince(variant: FeedVariant): Promise<string> {
      const since = stamp(clock)
      await db
        .insertInto('feed_losses')
        .values({ variant, since })
        .onConflict(c => c.column('variant').doNothing())
        .execute()
      const row = await db.selectFrom('feed_losses').select('since').where('variant', '=', variant).executeTakeFirst()
      return row?.since ?? since
    },
    /** Since when a catalogue, whatever its variant, is kept as it was; null: none is. */
    async heldSince(): Promise<string | null> {
      const row = await db.selectFrom('feed_losses').select('since').orderBy('since').limit(1).executeTakeFirst()
      return row?.since ?? null
    },
    async noLoss(variant: FeedVariant): Promise<void> {
      await db.deleteFrom('feed_losses').where('variant', '=', variant).execute()
    },
  }

  function partsOf(feed: string, file: FeedFile) {
    const hash = createHash('sha256')
    let waiting: string[] = []
    let bytes = 0
    let size = 0
    let parts = 0
    async function flush(): Promise<void> {
      if (waiting.length === 0) return
      const packed = await pack(waiting.join(''))
      waiting = []
      bytes = 0
      await db
        .insertInto('feed_parts')
        .values({ feed, file, n: parts, stored: stamp(clock), bytes: packed })
        .execute()
      parts += 1
    }
    return {
      async write(text: string): Promise<void> {
        const weight = Buffer.byteLength(text)
        hash.update(text)
        waiting.push(text)
        bytes += weight
        size += weight
        if (bytes >= PART_BYTES) await flush()
      },
      async close(): Promise<FeedFileFacts> {
        await flush()
        return { etag: `"${hash.digest('hex').slice(0, 32)}"`, size, parts }
      },
    }
  }
}

function toVersion(row: Tables['feeds']): FeedVersion {
  return {
    id: row.id,
    variant: row.variant as FeedVariant,
    builtAt: row.built,
    basis: row.basis,
    services: row.services,
    files: JSON.parse(row.files) as FeedVersion['files'],
  }
}
