import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openApp } from '../../src/app/open-app.ts'
import { readSettings } from '../../src/config/settings.ts'
import { connect } from '../../src/ledger/connect.ts'
import { migrate } from '../../src/ledger/migrate.ts'
import { moveLedger } from '../../src/ledger/move.ts'
import { passOver } from '../../src/sync/pass.ts'
import { APPLIED, approveOlder, everCreated, olderFolder } from '../scenario/older-folder.ts'
import { type PostgresServer, startPostgres } from '../servers/postgres.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let server: PostgresServer
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server.stop())

test('the data of an older version, moved to Postgres: what was in DORA is recognised, the plan that waited is approved', async () => {
  const older = olderFolder()
  const url = await server.database()
  const [from, to] = [connect({ path: older.ledger }), connect({ url })]
  await migrate(from)
  await migrate(to)
  await moveLedger(from, to)
  await Promise.all([from.destroy(), to.destroy()])
  const app = await openApp(
    readSettings({ LOG_LEVEL: 'silent', DORA_SYNC_DATA: older.folder, DATABASE_URL: url, PORT: '0' }),
  )
  try {
    const made = everCreated(app)
    const { signal } = new AbortController()
    for (const source of APPLIED)
      expect(await passOver({ source, trigger: 'essai', dry: false }, app, signal)).toMatchObject({
        state: 'succeeded',
        report: { writes: { created: 0, structures: 0 } },
      })
    expect(await approveOlder(app, older.plan)).toMatchObject({
      state: 'succeeded',
      report: { writes: { created: 3 } },
    })
    expect(everCreated(app)).toBe(made + 3)
  } finally {
    await app.close()
    rmSync(older.folder, { recursive: true })
  }
})
