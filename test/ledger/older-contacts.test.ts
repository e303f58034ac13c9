import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
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

const places: [string, (folder: string) => Promise<LedgerPlace>][] = [
  ['SQLite', async folder => ({ path: join(folder, 'ledger.sqlite') })],
  ['Postgres', async () => ({ url: await postgres.database() })],
]

test.each(places)('a ledger whose contacts all had an address goes on, in %s', async (_, placeIn) => {
  const folder = await mkdtemp(join(tmpdir(), 'older-contacts-'))
  const place = await placeIn(folder)
  const db = connect(place)
  await migrate(db, '0009-operation-choices')
  const raw = (statement: string) => sql.raw(statement).execute(db)
  await raw(
    `insert into contacts (id, partner, email, name, created, created_by) values ('c1', 'adie', 'a@adie.example', 'Ada', '2026-11-24T09:00:00.000Z', 'test')`,
  )
  for (const name of ['Zone', 'Éveil', 'Emploi'])
    await raw(
      `insert into offers (source, key, name, first_seen, last_seen, misses, version, state, reason, run) values ('s', '${name}', '${name}', 'v', 'v', 0, 'v', 'waiting', '', 'r')`,
    )
  await db.destroy()
  const ledger = await openLedger(place)
  expect(await ledger.people.contact('c1')).toMatchObject({ name: 'Ada', email: 'a@adie.example', phone: null })
  expect((await ledger.offers.page({})).lines.map(line => line.name)).toEqual(['Emploi', 'Éveil', 'Zone'])
  const again = await ledger.people.addContact({
    partner: 'adie',
    email: 'a@adie.example',
    name: 'Ada L.',
    createdBy: 't',
  })
  expect(again.id).toBe('c1')
  await ledger.people.addContact({ partner: 'adie', email: null, phone: '02', name: 'Zoé', createdBy: 't' })
  await ledger.close()
  await rm(folder, { recursive: true })
})
