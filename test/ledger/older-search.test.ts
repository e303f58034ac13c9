import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { manualClock } from '../../src/common/clock.ts'
import { sequentialIds } from '../../src/common/ids.ts'
import { connect, type LedgerPlace } from '../../src/ledger/connect.ts'
import { forgetSource } from '../../src/ledger/forget.ts'
import { migrate } from '../../src/ledger/migrate.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { offer } from '../portal/seed.ts'
import { type PostgresServer, startPostgres } from '../servers/postgres.ts'

/** The last migration of the version that searched in names only. */
const BEFORE = '0013-census'

let postgres: PostgresServer
let folder: string
beforeAll(async () => {
  postgres = await startPostgres()
  folder = await mkdtemp(join(tmpdir(), 'older-search-'))
}, 60_000)
afterAll(async () => {
  await postgres?.stop()
  await rm(folder, { recursive: true, force: true })
})

test.each<[string, () => Promise<LedgerPlace>]>([
  ['SQLite', async () => ({ path: join(folder, 'ledger.sqlite') })],
  ['Postgres', async () => ({ url: await postgres.database() })],
])(
  'what an older version read is found by all its words, and no more once it is forgotten, in %s',
  async (_, placeIn) => {
    const place = await placeIn()
    const db = connect(place)
    await migrate(db, BEFORE)
    const at = '2026-11-24T09:00:00.000Z'
    const seen = {
      source: 's',
      first_seen: at,
      last_seen: at,
      misses: 0,
      version: at,
      fingerprint: null,
      refused: null,
    }
    const rest = { ...seen, rejection: null, state: 'created', reason: '', whose: null, run: 'r' }
    const record = JSON.stringify(offer({ source: 's', key: 'a', name: 'Atelier vélo' }))
    await db
      .insertInto('offers')
      .values([
        { ...rest, key: 'a', name: 'Atelier vélo', sort: 'atelier velo', record },
        { ...rest, key: 'b', name: 'Sans fiche', sort: 'sans fiche', record: null },
      ])
      .execute()
    await db.destroy()
    const clock = manualClock(at)
    const newId = sequentialIds()
    const ledger = await openLedger(place, { clock, newId })
    try {
      const keys = async (words: string) => (await ledger.offers.page({ words })).lines.map(line => line.key)
      expect([await keys('velo atelier'), await keys('fiche'), await keys('ateliar')]).toEqual([['a'], ['b'], ['a']])
      await forgetSource({ ledger, clock, newId }, { source: 's', partner: null, by: 'Ada' })
      expect(await keys('velo')).toEqual([])
    } finally {
      await ledger.close()
    }
  },
)
