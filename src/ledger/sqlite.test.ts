import { execFile } from 'node:child_process'
import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { documentStoreContract } from '../harvest/document-store.contract.ts'
import { ledgerContract } from './ledger.contract.ts'
import { openLedger } from './open.ts'

const run = promisify(execFile)

async function place() {
  const folder = await mkdtemp(join(tmpdir(), 'ledger-'))
  return { place: { path: join(folder, 'deep', 'ledger.db') }, drop: () => rm(folder, { recursive: true }) }
}

ledgerContract('SQLite', place)

documentStoreContract('ledger on SQLite', async () => {
  const ledger = await openLedger({ path: ':memory:' })
  return { store: ledger.documents, close: () => ledger.close() }
})

test('several processes open a fresh ledger at once, and one of them gets each lease', async () => {
  const { place: at, drop } = await place()
  const script = `
    const { openLedger } = await import(${JSON.stringify(new URL('./open.ts', import.meta.url).href)})
    const ledger = await openLedger(${JSON.stringify(at)})
    let won = 0
    for (let i = 0; i < 20; i += 1) if (await ledger.leases.acquire('l' + i, String(process.pid), 60_000)) won += 1
    await ledger.close()
    process.stdout.write(String(won))
  `
  const won = await Promise.all(
    Array.from({ length: 3 }, async () => {
      const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script])
      return Number(stdout)
    }),
  )
  expect(won.reduce((a, b) => a + b, 0)).toBe(20)
  await drop()
})

test('nobody else reads the ledger: its files are 0600 and its folder 0700, those of an older version too', async () => {
  const { place: at, drop } = await place()
  const folder = dirname(at.path)
  const modes = async () => {
    const ledger = await openLedger(at)
    await ledger.documents.put(Buffer.from('page'), '2026-11-24T00:00:00Z')
    const names = (await readdir(folder)).sort()
    const found = await Promise.all(names.map(async name => [name, (await stat(join(folder, name))).mode & 0o777]))
    await ledger.close()
    return found
  }
  const wanted = ['ledger.db', 'ledger.db-shm', 'ledger.db-wal'].map(name => [name, 0o600])
  expect(await modes()).toEqual(wanted)
  expect((await stat(folder)).mode & 0o777).toBe(0o700)
  await chmod(at.path, 0o644)
  expect(await modes()).toEqual(wanted)
  await drop()
})
