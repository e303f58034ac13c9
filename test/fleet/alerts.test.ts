import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { App } from '../../src/app/app.ts'
import { keepTime } from '../../src/app/keep-time.ts'
import { createMetrics } from '../../src/app/metrics.ts'
import { openApp } from '../../src/app/open-app.ts'
import type { Change } from '../../src/app/watch/changes.ts'
import { dependenciesOf, standingsOf } from '../../src/app/watch/probes.ts'
import { toldTroubles } from '../../src/app/watch/told-troubles.ts'
import type { Clock } from '../../src/common/clock.ts'
import { typeset } from '../../src/common/typeset.ts'
import { readSettings } from '../../src/config/settings.ts'
import type { FleetRunner } from '../../src/queue/bullmq.ts'
import { openFleetRunner } from '../../src/queue/open-fleet-runner.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts'
import { type PostgresServer, startPostgres } from '../servers/postgres.ts'
import { type RedisServer, startRedis } from '../servers/redis.ts'

// What a scheduler tells when DORA, Redis or Postgres go away as such: real servers that are really ended, and a real webhook.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 })

/**
 * A minute of the watch lasts a second, so that the watch's lease lasts three: were it shorter than an answer of a busy Postgres, both
 * schedulers would think that they hold it when Postgres goes, and both would tell.
 */
const FASTER = 60
const began = Date.now()
const fast: Clock = {
  now: () => new Date(began + (Date.now() - began) * FASTER),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      const timer = setTimeout(resolve, ms / FASTER)
      signal?.addEventListener('abort', () => {
        clearTimeout(timer)
        reject(signal.reason)
      })
    }),
}

let redis: RedisServer
let postgres: PostgresServer
let sandbox: Sandbox
let webhook: Server
let folder: string
let app: App
let runner: FleetRunner
let stops: (() => Promise<void>)[]
/** What the webhook got, in order: subject and standing. */
let told: string[]
let letters: { text: string; changes: Change[] }[]

beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())
beforeEach(async () => {
  told = []
  letters = []
  redis = await startRedis()
  sandbox = await startSandbox({ quotaPerMinute: 10_000, seed: 'empty' })
  folder = await mkdtemp(join(tmpdir(), 'dora-sync-alerts-'))
  webhook = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', part => parts.push(part))
    request.on('end', () => {
      const letter = JSON.parse(Buffer.concat(parts).toString()) as { text: string; changes: Change[] }
      letters.push(letter)
      for (const { subject, standing } of letter.changes) if (!/:/.test(subject)) told.push(`${subject} ${standing}`)
      response.end()
    })
  })
  await new Promise<void>(resolve => webhook.listen(0, '127.0.0.1', resolve))
  const settings = readSettings({
    REDIS_URL: redis.url,
    DATABASE_URL: await postgres.database(),
    DORA_URL: sandbox.url,
    DORA_TOKEN: sandbox.tokens.gestionnaire35,
    DORA_SYNC_SITES: 'samples',
    DORA_SYNC_DATA: folder,
    ALERT_WEBHOOK: `http://127.0.0.1:${(webhook.address() as AddressInfo).port}/crochet`,
    LOG_LEVEL: 'silent',
  })
  app = await openApp(settings, { clock: fast })
  runner = openFleetRunner(settings, { newId: app.newId, log: app.log, clock: fast, role: 'ask' })
  // A second scheduler stands by, as one may in production.
  stops = ['one', 'two'].map(holder => keepTime({ app, runner, holder }))
})
afterEach(async () => {
  await Promise.all(stops.map(stop => stop()))
  await runner.close(0)
  await app.close()
  await new Promise(resolve => webhook.close(resolve))
  await sandbox.close().catch(() => undefined)
  await redis.stop()
  await rm(folder, { recursive: true })
})

async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let n = 0; n < 1200; n += 1) {
    if (await condition()) return
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  throw new Error(`${what} did not happen; told so far: ${told.join(', ')}`)
}
const untilTold = (...expected: string[]) => until(() => told.length >= expected.length, expected.join(', '))
const troubles = () => toldTroubles(app.ledger, dependenciesOf(app))
async function up(dependency: string): Promise<string | undefined> {
  const dependencies = standingsOf(app, () => runner.state())
  const text = await createMetrics({ sources: [], conditions: async () => [], runner, dependencies }).text()
  return new RegExp(`^dora_sync_dependency_up\\{dependency="${dependency}"\\} (.)$`, 'm').exec(text)?.[1]
}

test('Redis goes: the letter leaves without it, the portal says what to do, and the return is told once', async () => {
  await until(async () => (await runner.schedules()).size > 0, 'the first look')
  expect([await up('redis'), await up('postgres')]).toEqual(['1', '1'])
  await redis.kill('SIGKILL')
  await untilTold('redis away')
  await until(async () => (await troubles()).length > 0, 'the portal’s alert')
  expect(await troubles()).toEqual([expect.stringMatching(/^File des travaux \(Redis\).: Ne répond pas .*À faire/)])
  expect(await up('redis')).toBe('0')
  await redis.start()
  await untilTold('redis away', 'redis good')
  expect(told).toEqual(['redis away', 'redis good'])
  await until(async () => (await troubles()).length === 0, 'a portal without alert')
  expect(letters.find(({ changes }) => changes.some(({ subject }) => subject === 'redis'))?.text).toContain(
    typeset('File des travaux (Redis) : ne répond plus'),
  )
})

test('Postgres goes, and Redis with it: who watched tells both, alone and once, and the journal gets it when it is back', async () => {
  const held = async () => (await app.ledger.leases.read('veille')) !== null
  await until(held, 'the watch')
  await postgres.kill('SIGQUIT')
  await redis.kill('SIGKILL')
  await untilTold('postgres away', 'redis away')
  expect(told.toSorted()).toEqual(['postgres away', 'redis away'])
  expect(await up('postgres')).toBe('0')
  await postgres.start()
  await redis.start()
  await until(() => told.includes('postgres good') && told.includes('redis good'), 'both returns')
  expect(told.toSorted()).toEqual(['postgres away', 'postgres good', 'redis away', 'redis good'])
  await until(async () => {
    const events = await app.ledger.events.list({ action: 'alerte', key: 'postgres' })
    return events.map(event => (event.detail as { standing: string }).standing).join() === 'good,away'
  }, 'the journal')
})

test('DORA refuses the token, then is in maintenance, then is gone: each is told as what it is, with few requests', async () => {
  await until(async () => (await up('dora')) === '1', 'the first question')
  sandbox.faults.add({ path: '/structures-admin/', times: 1000, fault: { kind: 'status', status: 401 } })
  await untilTold('dora refused')
  await until(async () => (await troubles()).some(text => text.includes('DORA_TOKEN')), 'the portal’s alert')
  expect(await up('dora')).toBe('0')
  sandbox.faults.clear()
  sandbox.faults.add({ path: '/structures-admin/', times: 1000, fault: { kind: 'status', status: 503 } })
  await untilTold('dora refused', 'dora down')
  sandbox.faults.clear()
  await untilTold('dora refused', 'dora down', 'dora good')
  const asked = sandbox.log()
  // What a pass asks first, and what this DORA speaks; nothing that writes.
  const others = asked.filter(({ path }) => !path.startsWith('/structures-admin/'))
  expect([...new Set(others.map(({ method }) => method))].filter(each => !['GET', 'OPTIONS'].includes(each))).toEqual(
    [],
  )
  expect(others.length).toBeLessThan(asked.length)
  await sandbox.close()
  await untilTold('dora refused', 'dora down', 'dora good', 'dora away')
  expect(told).toEqual(['dora refused', 'dora down', 'dora good', 'dora away'])
})
