import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, type LedgerPlace } from '../../src/ledger/connect.ts'
import { forgetSource } from '../../src/ledger/forget.ts'
import { migrate } from '../../src/ledger/migrate.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { sampleFields } from '../dora/sample-fields.ts'
import { offer } from '../portal/seed.ts'
import { type PostgresServer, startPostgres } from '../servers/postgres.ts'

/** The last migration of the version whose reports parsed every record. */
const BEFORE = '0029-structure-notes'

let postgres: PostgresServer
let folder: string
beforeAll(async () => {
  postgres = await startPostgres()
  folder = await mkdtemp(join(tmpdir(), 'older-counts-'))
}, 60_000)
afterAll(async () => {
  await postgres?.stop()
  await rm(folder, { recursive: true, force: true })
})

test.each<[string, () => Promise<LedgerPlace>]>([
  ['SQLite', async () => ({ path: join(folder, 'ledger.sqlite') })],
  ['Postgres', async () => ({ url: await postgres.database() })],
])('what a report counts of an older ledger is kept beside it, and forgotten with it, in %s', async (_, placeIn) => {
  const place = await placeIn()
  const db = connect(place)
  await migrate(db, BEFORE)
  const at = '2026-11-24T09:00:00.000Z'
  const seen = { source: 's', first_seen: at, last_seen: at, misses: 0, version: at, fingerprint: null, refused: null }
  const rest = { ...seen, sort: '', rejection: null, state: 'created', reason: '', whose: null, run: 'r' }
  const facets = { source: 's', words: '', themes: '', actions: '', commune: '', ends: null, score: 0.8, epci: '' }
  for (const key of ['a', 'b', 'c']) {
    const record = key === 'c' ? null : JSON.stringify(offer({ source: 's', key, name: `Atelier ${key}` }))
    await db
      .insertInto('offers')
      .values({ ...rest, key, name: key, record })
      .execute()
    await db
      .insertInto('offers_facets')
      .values({ ...facets, key, supposed_end: null })
      .execute()
  }
  const link = { source: 's', structure: 'p', origin: 'created', sent: '{}', version: at, settled: null, retired: null }
  const state = { ...link, modified: at, status: 'PUBLISHED', published: null, edited: null, since: at }
  const shown = JSON.stringify(sampleFields({ subcategories: ['mobilite--financer-sa-mobilite'] }))
  await db
    .insertInto('links')
    .values([
      { ...state, key: 'a', slug: 'sa', base: '{}', shown },
      { ...state, key: 'b', slug: 'sb', base: '{}', shown: null },
    ])
    .execute()
  await db.destroy()
  const ledger = await openLedger(place)
  try {
    const kept = async () => [
      ...(await ledger.db.selectFrom('offers_facets').select('counted').orderBy('key').execute()),
      ...(await ledger.db.selectFrom('links').select('counted').orderBy('key').execute()),
    ]
    const states = await ledger.offerStates()
    expect(states.map(({ offer: { name }, shown: seenThere }) => [name, seenThere?.thematiques])).toEqual([
      ['Atelier a', ['mobilite--financer-sa-mobilite']],
      ['Atelier b', ['numerique--acquerir-un-equipement']],
    ])
    expect((await kept()).map(({ counted }) => counted?.slice(0, 2))).toEqual(['2[', '2[', undefined, '2[', '2['])
    await ledger.db.updateTable('offers_facets').set({ called: null, counted: null }).execute()
    await ledger.db.updateTable('links').set({ counted: null }).execute()
    expect(await ledger.offerStates()).toEqual(states)
    const deps = { ledger, clock: { now: () => new Date(at), sleep: async () => undefined }, newId: () => 'e1' }
    await forgetSource(deps, { source: 's', partner: null, by: 'x' })
    expect(await ledger.offerStates()).toEqual([])
    expect(await kept()).toEqual([{ counted: null }, { counted: null }])
  } finally {
    await ledger.close()
  }
})
