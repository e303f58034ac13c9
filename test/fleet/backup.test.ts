import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { LedgerPlace } from '../../src/ledger/connect.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { type PostgresServer, startPostgres } from '../servers/postgres.ts'

// Real servers on a machine that may be busy: what is tried is the outcome, not the speed.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const run = promisify(execFile)
let server: PostgresServer
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dora-sync-backup-'))
  server = await startPostgres()
})
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true })
})

async function fill(place: LedgerPlace): Promise<Ledger> {
  const ledger = await openLedger(place)
  for (let n = 0; n < 20; n += 1) {
    const id = await ledger.runs.begin(`source-${n}`, 'horaire')
    await ledger.runs.finish(id, { state: 'succeeded', outcome: null, report: null, plan: null, message: 'été' })
    await ledger.documents.put(new TextEncoder().encode(`page ${n}`), '2026-11-24T00:00:00.000Z')
  }
  return ledger
}
const memory = async (ledger: Ledger) => ({
  runs: await ledger.listRuns({ limit: 100 }),
  sources: await ledger.sources.list(),
})

/** As `docs/exploitation.md` tells: a dump while the fleet works, put back into an empty database. */
test('a dump of Postgres put back elsewhere is the same ledger', async () => {
  const [from, to] = [await server.database(), await server.database()]
  const ledger = await fill({ url: from })
  const file = join(folder, 'registre.dump')
  await run(join(server.programs, 'pg_dump'), ['--format=custom', `--file=${file}`, from])
  await ledger.runs.begin('after-the-dump', 'horaire')
  await run(join(server.programs, 'pg_restore'), ['--no-owner', '--exit-on-error', `--dbname=${to}`, file])
  const restored = await openLedger({ url: to })
  const [before, after] = [await memory(ledger), await memory(restored)]
  expect(after.sources).toEqual(before.sources)
  expect(after.runs).toEqual(before.runs.filter(({ source }) => source !== 'after-the-dump'))
  await Promise.all([ledger.close(), restored.close()])
})

test('a copy of SQLite made while it is written to is the same ledger', async () => {
  const ledger = await fill({ path: join(folder, 'ledger.sqlite') })
  const copy = join(folder, 'copie.sqlite')
  const script = `new (require('node:sqlite').DatabaseSync)('ledger.sqlite').exec("vacuum into 'copie.sqlite'")`
  await run(process.execPath, ['--input-type=commonjs', '-e', script], { cwd: folder })
  const restored = await openLedger({ path: copy })
  expect(await memory(restored)).toEqual(await memory(ledger))
  await Promise.all([ledger.close(), restored.close()])
})
