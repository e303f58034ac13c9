import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { connect } from '../../src/ledger/connect.ts'
import { migrate } from '../../src/ledger/migrate.ts'
import { LedgerNotEmpty, moveLedger } from '../../src/ledger/move.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { startCable } from '../servers/cable.ts'
import { type PostgresServer, startPostgres } from '../servers/postgres.ts'

// Real servers on a machine that may be busy: what is tried is the outcome, not the speed.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let server: PostgresServer
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server.stop())

test('ten processes that start together on an empty database migrate it once', async () => {
  const url = await server.database()
  const connections = Array.from({ length: 10 }, () => connect({ url, connections: 1 }))
  const ran = await Promise.all(connections.map(db => migrate(db)))
  expect(ran.filter(names => names.length > 0)).toHaveLength(1)
  for (const db of connections) await db.destroy()
})

test('Postgres that stops and comes back costs no restart', async () => {
  const ledger = await openLedger({ url: await server.database() })
  await ledger.runs.begin('a', 'test')
  await server.kill()
  await expect(ledger.runs.begin('a', 'test')).rejects.toThrow()
  await server.start()
  await ledger.runs.begin('a', 'test')
  expect(await ledger.listRuns()).toHaveLength(2)
  // A crash in the middle of a session: idle connections break, and nobody dies of it.
  await server.restart('SIGQUIT')
  expect(await ledger.listRuns()).toHaveLength(2)
  await ledger.close()
})

test('a connection that went silent is thrown away, and the next question gets a new one', async () => {
  const cable = await startCable(server.port)
  const direct = new URL(await server.database())
  const url = new URL(direct)
  url.port = String(cable.port)
  const ledger = await openLedger({ url: url.href, connections: 1, silenceMs: 300 })
  await ledger.runs.begin('a', 'test')
  cable.swallow()
  await expect(ledger.listRuns()).rejects.toThrow(/timeout/i)
  cable.restore()
  expect(await ledger.listRuns()).toHaveLength(1)
  await ledger.close()
  await cable.stop()
})

test('two processes never hold one lease, and the one that lost it is told', async () => {
  const url = await server.database()
  const [one, other] = [await openLedger({ url }), await openLedger({ url })]
  const takes = await Promise.all(
    Array.from({ length: 20 }, (_, n) => (n % 2 ? one : other).leases.acquire('source:a', `w${n}`, 60_000)),
  )
  const held = takes.filter(lease => lease !== null)
  expect(held).toHaveLength(1)
  await held[0]?.release()
  const next = await other.leases.acquire('source:a', 'w', 60_000)
  expect(next?.token).toBe(2)
  await expect(held[0]?.hold()).rejects.toThrow(/no longer held/)
  await Promise.all([one.close(), other.close()])
})

test('a process put to sleep inside a transaction does not keep its rows from the one that takes over', async () => {
  const url = await server.database()
  const [sleeper, other] = [await openLedger({ url, silenceMs: 300 }), await openLedger({ url })]
  await sleeper.leases.acquire('source:a', 'sleeper', 0)
  const [asleep, wake] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const write = sleeper.db.transaction().execute(async db => {
    await db.updateTable('leases').set({ holder: 'asleep' }).execute()
    asleep.resolve()
    await wake.promise
    await db.updateTable('leases').set({ holder: 'awake' }).execute()
  })
  await asleep.promise
  expect((await other.leases.acquire('source:a', 'other', 60_000))?.token).toBe(2)
  wake.resolve()
  await expect(write).rejects.toThrow()
  expect((await other.leases.read('source:a'))?.holder).toBe('other')
  await Promise.all([sleeper.close(), other.close()])
})

test('a ledger moves from SQLite to Postgres whole, once, into an empty place only', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dora-sync-move-'))
  const path = join(folder, 'ledger.sqlite')
  const before = await openLedger({ path })
  for (let n = 0; n < 250; n += 1) {
    const run = await before.runs.begin(`source-${n}`, 'test')
    await before.runs.finish(run, {
      state: 'succeeded',
      outcome: null,
      report: null,
      plan: null,
      message: 'nul \0 ici',
    })
    await before.events.add({
      actor: 'Gestionnaire',
      action: 'bilan-rempli',
      source: `source-${n}`,
      key: 'é',
      detail: { convention: '2025', part: 'é', boxes: n },
    })
  }
  const body = new TextEncoder().encode('<h1>Élan</h1>\0'.repeat(1000))
  const hash = await before.documents.put(body, '2026-11-24T00:00:00.000Z')
  await before.leases.acquire('source:a', 'w', 60_000)
  const [runs, events] = [await before.listRuns({ limit: 1000 }), await before.events.list({ limit: 1000 })]
  await before.close()

  const url = await server.database()
  const [from, to] = [connect({ path }), connect({ url })]
  await migrate(from)
  await migrate(to)
  const moved = await moveLedger(from, to)
  expect(moved).toMatchObject({ runs: 250, sources: 250, events: 250, bodies: 1, leases: 1 })
  await expect(moveLedger(from, to)).rejects.toThrow(LedgerNotEmpty)
  await Promise.all([from.destroy(), to.destroy()])

  const after = await openLedger({ url })
  const plain = (list: typeof runs) => list.map(run => ({ ...run, message: run.message?.replace('\0', '') }))
  expect(plain(await after.listRuns({ limit: 1000 }))).toEqual(plain(runs))
  expect(await after.events.list({ limit: 1000 })).toEqual(events)
  expect(Buffer.from((await after.documents.get(hash)) ?? [])).toEqual(Buffer.from(body))
  expect(await after.leases.acquire('source:a', 'x', 1)).toBeNull()
  await after.close()
  await rm(folder, { recursive: true })
})
