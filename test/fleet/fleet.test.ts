import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { syncAll } from '../../jobs/sync-all.ts'
import { SyncPayload } from '../../jobs/sync-source.ts'
import { openApp } from '../../src/app/open-app.ts'
import { randomIds } from '../../src/common/ids.ts'
import { createLogger } from '../../src/common/logger.ts'
import { readSettings } from '../../src/config/settings.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { bullmqRunner, type FleetRunner } from '../../src/queue/bullmq.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts'
import { type Child, startChild, untilReady } from '../servers/child.ts'
import { type PostgresServer, startPostgres } from '../servers/postgres.ts'
import { type RedisServer, startRedis } from '../servers/redis.ts'
import { busiestWindow } from './rate.ts'

const SAMPLES = { LOG_LEVEL: 'silent', DORA_SYNC_SITES: 'samples' }
let redis: RedisServer
let postgres: PostgresServer
let sandbox: Sandbox
let url: string
let ledger: Ledger
let runner: FleetRunner
let folder: string
let workers: Child[] = []

beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dora-sync-fleet-'))
  redis = await startRedis()
  sandbox = await startSandbox({ quotaPerMinute: 10_000 })
  url = await postgres.database()
  ledger = await openLedger({ url })
  runner = bullmqRunner({ redisUrl: redis.url, newId: randomIds, log: createLogger('silent'), role: 'ask' })
  runner.define({ name: 'sync-source', payload: SyncPayload, run: () => Promise.reject(new Error('not here')) })
})
afterEach(async () => {
  await Promise.all(workers.map(worker => worker.end('SIGKILL')))
  workers = []
  await runner.close(0)
  await ledger.close()
  await sandbox.close()
  await redis.stop()
  await rm(folder, { recursive: true })
})

const environment = (quota: number) => ({
  ...SAMPLES,
  LOG_LEVEL: 'info',
  REDIS_URL: redis.url,
  DATABASE_URL: url,
  DORA_URL: sandbox.url,
  DORA_TOKEN: sandbox.tokens.gestionnaire35,
  DORA_QUOTA: `${quota}`,
  DORA_SYNC_DATA: folder,
  HEALTH_PORT: '0',
  WORKER_SILENCE: '3',
  STOP_GRACE: '1',
})

/** The product's own command, as an operator starts it. */
async function startWorkers(count: number, quota: number): Promise<Child[]> {
  const command = new URL('../../bin/dora-sync.js', import.meta.url).pathname
  const started = Array.from({ length: count }, () =>
    startChild(process.execPath, [command, 'worker'], { env: { PATH: process.env.PATH, ...environment(quota) } }),
  )
  workers.push(...started)
  await Promise.all(started.map(worker => untilReady(worker, async () => worker.output().includes('"ready"'))))
  return started
}

async function until(condition: () => Promise<boolean>, withinMs = 90_000): Promise<void> {
  const end = performance.now() + withinMs
  while (performance.now() < end) {
    if (await condition().catch(() => false)) return
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  const said = workers.map(worker => worker.output().slice(-2500)).join('\n---\n')
  throw new Error(
    `did not happen; ${sandbox.log().length} requests; ${JSON.stringify(await runner.state())}; the workers said:\n${said}`,
  )
}

let asleep: Child | undefined
let hurried = 0
const silent = (worker: Child) =>
  worker === asleep || worker.process.exitCode !== null || worker.process.signalCode !== null

/** What a minute and a half of waiting would do: leases of processes that say nothing expire, jobs given back come round again. */
async function hurry(): Promise<void> {
  for (const worker of workers.filter(silent))
    await sql`update leases set expires = '2000-01-01T00:00:00.000Z' where holder = ${`${hostname()} ${worker.process.pid}`}`.execute(
      ledger.db,
    )
  if (performance.now() - hurried < 1500) return
  hurried = performance.now()
  for (const job of await runner.queue.getDelayed()) await job.promote()
}

const allDone = async () => {
  await hurry()
  const { waiting, running, later } = await runner.state()
  return waiting + running + later === 0
}

async function pass(sources: readonly string[]): Promise<void> {
  for (const source of sources) await runner.enqueue('sync-source', { source, trigger: 'test' })
  await until(allDone)
}

/** Every service, by structure and name: a duplicate shows as a second line. */
const services = (of: Sandbox) =>
  [...of.state.services.values()].map(service => `${service.structure} · ${service.name} · ${service.status}`).sort()
const written = async (count: number) => {
  await hurry()
  return writes() >= count
}
/** Lines that come more often than they should. */
function surplus(lines: string[], expected: string[]): string[] {
  const left = [...expected]
  return lines.filter(line => {
    const at = left.indexOf(line)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}
const writes = () => sandbox.log().filter(entry => entry.write && entry.committed).length

test('three workers, killed, put to sleep, and both servers restarted under them: DORA holds what one quiet process would have put there', async () => {
  const quiet = await startSandbox({ quotaPerMinute: 10_000 })
  const app = await openApp(readSettings({ ...SAMPLES, DORA_SYNC_DATA: join(folder, 'quiet') }), { sandbox: quiet })
  const sources = app.sources.filter(({ config }) => config.enabled).map(({ config }) => config.id)
  const untold = { start: () => undefined, step: () => undefined, stop: () => undefined }
  await syncAll(app, { sources, trigger: 'test', dry: false }, untold)
  await app.close()
  const expected = services(quiet)
  await quiet.close()

  const [first, second] = await startWorkers(3, 9000)
  for (const source of sources) await runner.enqueue('sync-source', { source, trigger: 'test' })
  await until(async () => writes() >= 3)
  await first?.end('SIGKILL')
  second?.process.kill('SIGSTOP')
  asleep = second
  await until(() => written(6))
  await redis.restart('SIGKILL')
  await until(() => written(9))
  await postgres.restart('SIGQUIT')
  await startWorkers(1, 9000)
  second?.process.kill('SIGCONT')
  asleep = undefined
  await until(allDone)

  expect(await runner.deadLetters()).toEqual([])
  expect((await ledger.listRuns({ limit: 500 })).filter(run => run.ended === null)).toEqual([])
  // Not one too many. What was being sent at a crash waits: two minutes must pass before it is declared without effect.
  expect(surplus(services(sandbox), expected)).toEqual([])
  await sql`update operations set intended = '2000-01-01T00:00:00.000Z' where ended is null`.execute(ledger.db)

  await pass(sources)
  expect(services(sandbox)).toEqual(expected)
  // And the pass after that has nothing to do.
  const before = writes()
  await pass(sources)
  expect(writes()).toBe(before)
  expect(services(sandbox)).toEqual(expected)
}, 240_000)

test('three hungry workers, one killed and replaced, Redis restarted: DORA never sees more than the quota', async () => {
  const quota = 25
  const [first] = await startWorkers(3, quota)
  const sources = (await readdir(new URL('../../config/sources', import.meta.url))).map(file => basename(file, '.yaml'))
  for (const source of sources) await runner.enqueue('sync-source', { source, trigger: 'test' })
  await until(async () => sandbox.log().length >= 10)
  await first?.end('SIGKILL')
  await redis.restart('SIGKILL')
  await startWorkers(1, quota)
  // A leave that was given to the killed worker may never be used.
  await until(async () => sandbox.log().length >= quota - 8)
  await new Promise(resolve => setTimeout(resolve, 1500))
  const instants = sandbox.log().map(entry => Date.parse(entry.at))
  expect(busiestWindow(instants, 60_000)).toBeLessThanOrEqual(quota)
  expect(instants.length).toBeGreaterThanOrEqual(quota - 8)
  // They would ask for more if they might.
  expect((await runner.state()).running).toBeGreaterThan(0)
}, 240_000)

test('SIGTERM while every run waits for DORA’s quota: the exit code is 0 within the grace, the jobs are given back, the sources are free', async () => {
  const [worker] = await startWorkers(1, 4)
  for (const source of ['osee', 'pems', 'ufopeps']) await runner.enqueue('sync-source', { source, trigger: 'test' })
  await until(async () => sandbox.log().length === 4 && (await runner.state()).running === 3)
  const start = performance.now()
  expect(await worker?.end('SIGTERM')).toBe(0)
  expect(performance.now() - start).toBeLessThan(20_000)
  expect(await runner.state()).toMatchObject({ waiting: 3, running: 0, dead: 0 })
  const held = await sql<{ n: string }>`select count(*) as n from leases where expires <> ''`.execute(ledger.db)
  expect(Number(held.rows[0]?.n)).toBe(0)
}, 120_000)
