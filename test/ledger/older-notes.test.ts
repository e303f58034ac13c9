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

/** The last migration of the version that kept calls and letters in the journal. */
const BEFORE = '0028-kept-readings'

test.each<[string, (folder: string) => Promise<LedgerPlace>]>([
  ['SQLite', async folder => ({ path: join(folder, 'ledger.sqlite') })],
  ['Postgres', async () => ({ url: await postgres.database() })],
])(
  'a ledger from before, in %s: the calls and letters of the journal are still those of the structure',
  async (_, placeIn) => {
    const folder = await mkdtemp(join(tmpdir(), 'older-notes-'))
    const place = await placeIn(folder)
    const db = connect(place)
    await migrate(db, BEFORE)
    const line = (n: number, action: string, detail: unknown) => ({
      id: `event_${n}`,
      at: `2026-11-2${n}T09:00:00.000Z`,
      actor: 'Camille Martin',
      action,
      source: null,
      key: 'une-structure',
      detail: JSON.stringify(detail),
    })
    const said = { name: 'Une structure', title: 'Appel' }
    await db
      .insertInto('events')
      .values([
        line(1, 'structure-note', { ...said, kind: 'appel', day: '2026-11-20', note: 'Rappeler lundi.' }),
        line(2, 'structure-note', { ...said, kind: 'lettre-mise-a-jour', day: '2026-11-21', note: '' }),
        line(3, 'structure-note', { ...said, kind: 'signaux de fumée', day: '2026-11-22' }),
        line(4, 'connexion', null),
      ])
      .execute()
    await db.destroy()
    const ledger = await openLedger(place)
    const by = 'Camille Martin'
    expect([...(await ledger.structureNotes.list())]).toEqual([
      [
        'une-structure',
        [
          { kind: 'lettre-mise-a-jour', day: '2026-11-21', note: '', by },
          { kind: 'appel', day: '2026-11-20', note: 'Rappeler lundi.', by },
        ],
      ],
    ])
    // The journal keeps its lines.
    expect(await ledger.events.list()).toHaveLength(4)
    await ledger.close()
    await rm(folder, { recursive: true, force: true })
  },
)
