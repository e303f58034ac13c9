import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { boardRoutes } from '../../src/app/board.ts'
import { randomIds } from '../../src/common/ids.ts'
import { createLogger } from '../../src/common/logger.ts'
import { bullmqRunner } from '../../src/queue/bullmq.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts'
import { startChild, untilReady } from '../servers/child.ts'
import { freePort } from '../servers/free-port.ts'
import { type PostgresServer, startPostgres } from '../servers/postgres.ts'
import { type RedisServer, startRedis } from '../servers/redis.ts'

let redis: RedisServer
let postgres: PostgresServer
let sandbox: Sandbox
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dora-sync-web-'))
  ;[redis, postgres, sandbox] = await Promise.all([startRedis(), startPostgres(), startSandbox()])
})
afterAll(async () => {
  await Promise.all([redis.stop(), postgres.stop(), sandbox.close()])
  await rm(folder, { recursive: true })
})

test('the board shows the queue to a gestionnaire, changes nothing, and sends others to sign in', async () => {
  const log = createLogger('silent')
  const runner = bullmqRunner({ redisUrl: redis.url, newId: randomIds, log, role: 'ask', prefix: 'board' })
  runner.define({ name: 'sync-source', payload: z.object({ source: z.string() }), run: async () => null })
  await runner.enqueue('sync-source', { source: 'pems' })
  const board = boardRoutes(runner.queue, async c => c.req.header('x-role') === 'gestionnaire')
  const as = (path: string, init: RequestInit = {}) =>
    board.request(path, { ...init, headers: { 'x-role': 'gestionnaire' } })

  const page = await as('/travaux')
  expect(page.status).toBe(200)
  const html = await page.text()
  const asset = /static\/[^"]+\.js/.exec(html)?.[0]
  expect((await as(`/travaux/${asset}`)).status).toBe(200)
  const api = await (await as('/travaux/api/queues?activeQueue=jobs&status=latest')).text()
  expect(api).toContain('"readOnlyMode":true')
  expect(api).toContain('pems')
  for (const method of ['PUT', 'POST', 'DELETE', 'PATCH'])
    expect((await as('/travaux/api/queues/jobs/empty', { method })).status).toBe(405)
  expect((await runner.state()).waiting).toBe(1)
  for (const path of ['/travaux', '/travaux/api/queues', `/travaux/${asset}`]) {
    const stranger = await board.request(path)
    expect([stranger.status, stranger.headers.get('location')]).toEqual([303, '/connexion?next=%2Ftravaux'])
  }
  await runner.close(0)
})

test('web and scheduler as real processes: ready, figures, the timetable in Redis; Redis goes, they say so, it comes back; SIGTERM ends with 0', async () => {
  const command = new URL('../../bin/dora-sync.js', import.meta.url).pathname
  const [port, health, other] = [await freePort(), await freePort(), await freePort()]
  const env = {
    PATH: process.env.PATH,
    REDIS_URL: redis.url,
    DATABASE_URL: await postgres.database(),
    DORA_URL: sandbox.url,
    DORA_TOKEN: sandbox.tokens.gestionnaire35,
    DORA_SYNC_SITES: 'samples',
    DORA_SYNC_DATA: folder,
    PORT: `${port}`,
  }
  const start = (name: string, healthPort: number) =>
    startChild(process.execPath, [command, name], { env: { ...env, HEALTH_PORT: `${healthPort}` } })
  const get = (at: number, path: string) => fetch(`http://127.0.0.1:${at}${path}`, { redirect: 'manual' })
  const readiness = async (at: number) => (await get(at, '/readyz')).json()
  const [web, scheduler] = [start('web', health), start('scheduler', other)]
  try {
    await untilReady(web, async () => (await get(health, '/readyz')).ok)
    await untilReady(
      scheduler,
      async () => (await get(other, '/metrics')).ok && scheduler.output().includes('timetable changed'),
    )
    expect((await get(port, '/')).status).toBe(200)
    expect((await get(port, '/livez')).status).toBe(200)
    expect((await get(port, '/travaux')).status).toBe(303)
    expect((await get(port, '/metrics')).status).toBe(404)
    const metrics = await (await get(other, '/metrics')).text()
    expect(metrics).toContain('dora_sync_last_success_timestamp_seconds{source="pems"} 0')
    expect(metrics).toMatch(/dora_sync_next_run_timestamp_seconds\{source="pems"\} \d+/)

    const looking = bullmqRunner({ redisUrl: redis.url, newId: randomIds, log: createLogger('silent'), role: 'ask' })
    await untilReady(scheduler, async () => (await looking.schedules()).has('~purge'))
    expect((await looking.schedules()).get('pems')).toBe('15 3 * * 1')
    await looking.close(0)

    await redis.kill('SIGKILL')
    await untilReady(web, async () => !(await get(health, '/readyz')).ok)
    expect(await readiness(health)).toEqual({ ready: false, away: ['redis'] })
    expect((await get(health, '/livez')).status).toBe(200)
    await redis.start()
    await untilReady(web, async () => (await get(health, '/readyz')).ok)
  } finally {
    expect(await Promise.all([web.end(), scheduler.end()])).toEqual([0, 0])
  }
}, 120_000)
