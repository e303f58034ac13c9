import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type ManualClock, manualClock } from '../../src/common/clock.ts'
import { randomIds } from '../../src/common/ids.ts'
import { connect, type LedgerPlace } from '../../src/ledger/connect.ts'
import type { FeedOffer } from '../../src/ledger/feed-offers.ts'
import type { FeedVersion } from '../../src/ledger/feeds.ts'
import { forgetSource } from '../../src/ledger/forget.ts'
import { type Ledger, ledgerOf } from '../../src/ledger/ledger.ts'
import { migrate } from '../../src/ledger/migrate.ts'
import { createFeed, type Feed, type FeedDeps } from '../../src/portal/feed/feed.ts'
import { type PostgresServer, startPostgres } from '../servers/postgres.ts'
import { offer, seedOffer } from './seed.ts'

const LOOK = 11 * 60_000
const DAY = 86_400_000
let postgres: PostgresServer
beforeAll(async () => {
  postgres = await startPostgres()
}, 60_000)
afterAll(() => postgres?.stop())

const places: [string, (folder: string) => Promise<LedgerPlace>][] = [
  ['SQLite', async folder => ({ path: join(folder, 'ledger.sqlite') })],
  ['Postgres', async () => ({ url: await postgres.database() })],
]

/** A web process: its own connection to the ledger that all share. */
interface Process {
  ledger: Ledger
  feed(options?: Partial<FeedDeps>): Feed
}

describe.each(places)('the catalogue kept in %s', (_, placeIn) => {
  let folder: string
  let place: LedgerPlace
  let clock: ManualClock
  let open: Process[]
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dora-sync-feed-'))
    place = await placeIn(folder)
    clock = manualClock('2026-11-24T09:00:00Z')
    open = []
  })
  afterEach(async () => {
    for (const { ledger } of open) await ledger.close()
    await rm(folder, { recursive: true, force: true })
  })

  async function start(): Promise<Process> {
    const db = connect(place)
    await migrate(db)
    const ledger = ledgerOf({ db, clock, newId: randomIds })
    const started: Process = {
      ledger,
      feed: options =>
        createFeed({
          ledger,
          producer: 'p',
          clock,
          log: pino({ level: 'silent' }),
          holder: `process ${open.length}`,
          ...options,
        }),
    }
    open.push(started)
    return started
  }
  const seed = async ({ ledger }: Process, from: number, to: number) => {
    for (let i = from; i < to; i += 1)
      await seedOffer(ledger, { source: 'adie-site', key: `k${i}`, name: `Offre ${i}` })
  }
  async function* failing(): AsyncGenerator<FeedOffer[]> {
    yield [{ offer: offer({ source: 'adie-site', key: 'half', name: 'À moitié' }), state: 'created', status: null }]
    throw new Error('database is away')
  }
  async function read(feed: Feed, version: FeedVersion | null): Promise<{ nom: string }[]> {
    if (version === null) throw new Error('no catalogue')
    const chunks: Uint8Array[] = []
    for await (const bytes of feed.bytes(version, 'services.json')) chunks.push(bytes)
    expect(Buffer.concat(chunks).length).toBe(version.files['services.json'].size)
    return JSON.parse(Buffer.concat(chunks).toString())
  }

  test('a source is forgotten: the next who asks gets the catalogue without it, at once', async () => {
    const web = await start()
    await seed(web, 0, 2)
    await seedOffer(web.ledger, { source: 'bge-site', key: 'k', name: 'Chez BGE' })
    const feed = web.feed()
    expect(await read(feed, await feed.current(false))).toHaveLength(3)
    const forgotten = { source: 'adie-site', partner: null, by: 'Camille' }
    await forgetSource({ ledger: web.ledger, clock, newId: randomIds }, forgotten)
    expect((await read(feed, await feed.current(false))).map(each => each.nom)).toEqual(['Chez BGE'])
  })

  test('a catalogue that was being built while its source was forgotten is not published', async () => {
    const [web, command] = [await start(), await start()]
    await seed(web, 0, 2)
    await seedOffer(web.ledger, { source: 'bge-site', key: 'k', name: 'Chez BGE' })
    const forgotten = { source: 'adie-site', partner: null, by: 'Camille' }
    async function* meanwhile() {
      yield await Array.fromAsync(web.ledger.feeds.offers()).then(pages => pages.flat())
      await forgetSource({ ledger: command.ledger, clock, newId: randomIds }, forgotten)
    }
    expect(await web.feed({ offers: meanwhile }).current(false)).toBeNull()
    const next = (await start()).feed()
    expect((await read(next, await next.current(false))).map(each => each.nom)).toEqual(['Chez BGE'])
  })

  test('after a restart whose computation fails, the one before is served, whole, with its date', async () => {
    const one = await start()
    await seed(one, 0, 3)
    const first = await one.feed().current(false)
    await one.ledger.close()
    open.length = 0
    clock.advance(DAY)
    const again = (await start()).feed({ offers: failing })
    const served = await again.current(false)
    expect(served).toEqual(first)
    expect(served?.builtAt).toBe('2026-11-24T09:00:00.000Z')
    expect((await read(again, served)).map(each => each.nom)).toEqual(['Offre 0', 'Offre 1', 'Offre 2'])
  })

  test('with none ever built there is none, and half a catalogue is never seen', async () => {
    const one = await start()
    const feed = one.feed({ offers: failing })
    expect(await feed.current(false)).toBeNull()
    expect(await one.ledger.feeds.last('sans-dora')).toBeNull()
  })

  test('two processes asked at once: one computes, both serve the same', async () => {
    const [one, two] = [await start(), await start()]
    await seed(one, 0, 4)
    let computations = 0
    const counted = (process: Process) =>
      process.feed({
        offers: () => {
          computations += 1
          return process.ledger.feeds.offers()
        },
      })
    const feeds = [counted(one), counted(two)] as const
    await Promise.all(feeds.map(feed => feed.current(false)))
    const [a, b] = [await feeds[0].current(false), await feeds[1].current(false)]
    expect(computations).toBe(1)
    expect(a).not.toBeNull()
    expect(b).toEqual(a)
    expect(await read(feeds[1], b)).toHaveLength(4)
  })

  test('while the next one is computed, the previous one is served', async () => {
    const one = await start()
    await seed(one, 0, 2)
    let gate = Promise.resolve()
    const feed = one.feed({
      patienceMs: 0,
      async *offers() {
        await gate
        yield* one.ledger.feeds.offers()
      },
    })
    const first = await feed.current(false)
    await seed(one, 2, 5)
    clock.advance(LOOK)
    let opened = () => {}
    gate = new Promise(resolve => {
      opened = resolve
    })
    expect(await feed.current(false)).toEqual(first)
    opened()
    await expect.poll(async () => (await feed.current(false))?.services).toBe(5)
  })

  test('a catalogue that lost more than half is not believed before three days', async () => {
    const one = await start()
    await seed(one, 0, 20)
    const feed = one.feed()
    expect((await feed.current(false))?.services).toBe(20)
    const retire = async (from: number, to: number) => {
      for (let i = from; i < to; i += 1)
        await one.ledger.offers.settle(
          'adie-site',
          { key: `k${i}`, name: '', slug: null, state: 'retired', reason: '' },
          null,
        )
      await one.ledger.offers.saw({
        source: 'adie-site',
        key: 'k0',
        name: 'Offre 0',
        version: clock.now().toISOString(),
        fingerprint: 'f',
        record: null,
        rejection: null,
        run: 'r',
      })
      clock.advance(LOOK)
    }
    await retire(15, 20)
    expect((await feed.current(false))?.services).toBe(15)
    await retire(3, 15)
    expect((await feed.current(false))?.services).toBe(15)
    clock.advance(3 * DAY)
    expect((await feed.current(false))?.services).toBe(3)
  })

  test('nothing moved: nothing is computed; something moved that does not show: no second copy', async () => {
    const one = await start()
    await seed(one, 0, 2)
    let computations = 0
    const feed = one.feed({
      offers: () => {
        computations += 1
        return one.ledger.feeds.offers()
      },
    })
    const first = await feed.current(false)
    clock.advance(LOOK)
    await feed.current(false)
    expect(computations).toBe(1)
    await one.ledger.offers.saw({
      source: 'adie-site',
      key: 'k0',
      name: 'Offre 0',
      version: clock.now().toISOString(),
      fingerprint: 'f',
      record: null,
      rejection: null,
      run: 'r',
    })
    clock.advance(LOOK)
    const second = await feed.current(false)
    expect(computations).toBe(2)
    expect([second?.id, second?.files]).toEqual([first?.id, first?.files])
    expect(second?.builtAt).not.toBe(first?.builtAt)
  })

  test('a slow reader gets the end of what it began; a missing part is an error, never an end', async () => {
    const one = await start()
    await seed(one, 0, 2)
    const feed = one.feed()
    const old = await feed.current(false)
    await seed(one, 2, 4)
    clock.advance(LOOK)
    expect((await feed.current(false))?.services).toBe(4)
    expect(await read(feed, old)).toHaveLength(2)
    clock.advance(2 * 60 * 60_000)
    await seed(one, 4, 6)
    await feed.current(false)
    clock.advance(2 * 60 * 60_000)
    await seed(one, 6, 8)
    await feed.current(false)
    await expect(read(feed, old)).rejects.toThrow()
  })

  test('what a process that died had written is forgotten', async () => {
    const one = await start()
    await seed(one, 0, 2)
    const dead = one.ledger.feeds.begin('sans-dora')
    await dead.write('services.json', '[')
    await dead.close()
    const parts = () => one.ledger.db.selectFrom('feed_parts').select('feed').distinct().execute()
    expect(await parts()).toHaveLength(1)
    clock.advance(2 * 60 * 60_000)
    const built = await one.feed().current(false)
    expect(await parts()).toEqual([{ feed: built?.id }])
  })

  test('the pages are served while it is computed', async () => {
    const one = await start()
    await seed(one, 0, 1)
    const many = Array.from({ length: 3000 }, (_, i) => ({
      offer: offer({ source: 'adie-site', key: `k${i}`, name: `Offre ${i}` }),
      state: 'created' as const,
      status: null,
    }))
    let turns = 0
    let done = false
    const counting = (async () => {
      while (!done) {
        await setImmediate()
        turns += 1
      }
    })()
    const feed = one.feed({
      async *offers() {
        turns = 0
        yield many
      },
    })
    const built = await feed.current(false)
    done = true
    await counting
    expect(built?.services).toBe(3000)
    expect(turns).toBeGreaterThanOrEqual(15)
    expect(built?.files['services.json'].parts).toBeGreaterThan(1)
    expect(await read(feed, built)).toHaveLength(3000)
  })
})
