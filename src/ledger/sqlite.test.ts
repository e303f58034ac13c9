import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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
