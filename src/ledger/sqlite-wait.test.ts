import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { LedgerBusy } from './ledger-busy.ts'
import { openLedger } from './open.ts'

let folder: string
let other: DatabaseSync
const path = () => join(folder, 'ledger.db')
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ledger-wait-'))
})
afterEach(async () => {
  other.close()
  await rm(folder, { recursive: true })
})
/** Another process that writes, and takes its time. */
function another(): DatabaseSync {
  other = new DatabaseSync(path())
  other.exec('begin immediate')
  return other
}

test('a write and a transaction wait for another process without stopping this one', async () => {
  const ledger = await openLedger({ path: path() })
  another()
  let done = 0
  const count = () => {
    done += 1
  }
  const writes = [
    ledger.events.add({ actor: 'test', action: 'deconnexion' }).then(count),
    ledger
      .transaction(async ({ events }) => void (await events.add({ actor: 'test', action: 'deconnexion' })))
      .then(count),
  ]
  // The loop turns: who asks something else meanwhile is answered.
  for (let turn = 0; turn < 3; turn += 1) await new Promise(resolve => setTimeout(resolve, 1))
  expect(done).toBe(0)
  other.exec('commit')
  await Promise.all(writes)
  expect([done, (await ledger.events.list()).length]).toEqual([2, 2])
  await ledger.close()
})

test('whoever waits too long is told, and nothing of it is written', async () => {
  const ledger = await openLedger({ path: path(), patienceMs: 100 })
  another()
  const add = () => ledger.events.add({ actor: 'test', action: 'deconnexion' })
  await expect(add()).rejects.toThrow(LedgerBusy)
  await expect(ledger.transaction(async () => undefined)).rejects.toThrow('Réessayez')
  expect(await ledger.events.list()).toEqual([])
  other.exec('rollback')
  await add()
  expect((await ledger.events.list()).length).toBe(1)
  await ledger.close()
})
