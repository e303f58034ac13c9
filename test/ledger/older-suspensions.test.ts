import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, type LedgerPlace } from '../../src/ledger/connect.ts'
import { migrate } from '../../src/ledger/migrate.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { type PostgresServer, startPostgres } from '../servers/postgres.ts'

let postgres: PostgresServer
beforeAll(async () => {
  postgres = await startPostgres()
}, 60_000)
afterAll(() => postgres?.stop())

/** The last migration of the version that did not know whether the public sees a service. */
const BEFORE = '0011-conflict-titles'

test.each<[string, (folder: string) => Promise<LedgerPlace>]>([
  ['SQLite', async folder => ({ path: join(folder, 'ledger.sqlite') })],
  ['Postgres', async () => ({ url: await postgres.database() })],
])(
  'a ledger from before, in %s: suspension dates are known at once, structures at the next pass',
  async (_, placeIn) => {
    const folder = await mkdtemp(join(tmpdir(), 'older-suspensions-'))
    const place = await placeIn(folder)
    const db = connect(place)
    await migrate(db, BEFORE)
    const at = '2026-11-24T09:00:00.000Z'
    const link = (n: number) => ({
      source: 's',
      key: `k${n}`,
      slug: `slug-${String(n).padStart(3, '0')}`,
      structure: 'p',
      origin: 'created',
      base: JSON.stringify(n % 2 === 0 ? { suspensionDate: '2026-11-20' } : { suspensionDate: null }),
      sent: '{}',
      version: at,
      modified: at,
      settled: null,
      retired: null,
      status: 'PUBLISHED',
      published: null,
      edited: null,
      since: at,
    })
    // More than are read at once.
    await db
      .insertInto('links')
      .values(Array.from({ length: 501 }, (_, n) => link(n)) as never)
      .execute()
    await db.destroy()
    const ledger = await openLedger(place)
    expect(await ledger.links.standings('s')).toEqual(
      expect.arrayContaining([
        { status: 'PUBLISHED', suspension: '2026-11-20', home: null, links: 251 },
        { status: 'PUBLISHED', suspension: null, home: null, links: 250 },
      ]),
    )
    await ledger.close()
    await rm(folder, { recursive: true, force: true })
  },
)
