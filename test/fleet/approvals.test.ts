import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { App } from '../../src/app/app.ts'
import { approvalsContract } from '../../src/app/approvals.contract.ts'
import { openApp } from '../../src/app/open-app.ts'
import { openPortal } from '../../src/app/open-portal.ts'
import { randomIds } from '../../src/common/ids.ts'
import { createLogger } from '../../src/common/logger.ts'
import { readSettings } from '../../src/config/settings.ts'
import { bullmqRunner } from '../../src/queue/bullmq.ts'
import { startSandbox } from '../../src/sandbox/index.ts'
import { passOver } from '../../src/sync/pass.ts'
import { browse, follow } from '../portal/browser.ts'
import { type Child, startChild, untilReady } from '../servers/child.ts'
import { freePort } from '../servers/free-port.ts'
import { type PostgresServer, startPostgres } from '../servers/postgres.ts'
import { type RedisServer, startRedis } from '../servers/redis.ts'

// Real servers on a machine that may be busy: what is tried is the outcome, not the speed.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 })

let redis: RedisServer
let postgres: PostgresServer
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dora-sync-approvals-'))
  ;[redis, postgres] = await Promise.all([startRedis(), startPostgres()])
})
afterAll(async () => {
  await Promise.all([redis.stop(), postgres.stop()])
  await rm(folder, { recursive: true })
})

const data = () => mkdtemp(join(folder, 'data-'))
const prefixes = new Map<App, string>()

approvalsContract('approved plans, on a real Redis and Postgres', {
  open: async () =>
    openApp(
      readSettings({
        LOG_LEVEL: 'silent',
        DORA_SYNC_DATA: await data(),
        PORT: '0',
        DATABASE_URL: await postgres.database(),
      }),
    ),
  runner: async app => {
    const prefix = prefixes.get(app) ?? `approvals-${prefixes.size}`
    prefixes.set(app, prefix)
    return bullmqRunner({ redisUrl: redis.url, newId: randomIds, log: createLogger('silent'), prefix, lockMs: 2000 })
  },
})

test('approved on the portal; the web process and the worker are killed at once: another worker carries the plan out, each service once', async () => {
  const sandbox = await startSandbox({ quotaPerMinute: 10_000 })
  const [port, health] = [await freePort(), await freePort()]
  const settings = {
    LOG_LEVEL: 'silent',
    DATABASE_URL: await postgres.database(),
    DORA_URL: sandbox.url,
    DORA_TOKEN: sandbox.tokens.gestionnaire35,
    DORA_SYNC_SITES: 'samples',
    DORA_SYNC_DATA: await data(),
    PORT: `${port}`,
  }
  const fleet = { PATH: process.env.PATH, ...settings, REDIS_URL: redis.url, DORA_QUOTA: '9000', LOG_LEVEL: 'info' }
  const children: Child[] = []
  const start = (name: string, env: Record<string, string>) => {
    const command = new URL('../../bin/dora-sync.js', import.meta.url).pathname
    const child = startChild(process.execPath, [command, name], { env: { ...fleet, ...env } })
    children.push(child)
    return child
  }
  const app = await openApp(readSettings(settings))
  const until = async (condition: () => Promise<boolean>) => {
    for (let n = 0; n < 4000; n += 1) {
      if (await condition()) return
      await new Promise(resolve => setTimeout(resolve, 20))
    }
    throw new Error(`did not happen; they said:\n${children.map(child => child.output().slice(-2000)).join('\n---\n')}`)
  }
  try {
    const web = start('web', { HEALTH_PORT: `${health}` })
    const base = `http://127.0.0.1:${port}`
    const site = (asked: string | URL | Request, init: RequestInit = {}) => {
      const headers = new Headers(init.headers)
      if (headers.has('origin')) headers.set('origin', base)
      return fetch(base + String(asked).replace(/^http:\/\/[^/]+/, ''), { ...init, headers, redirect: 'manual' })
    }
    await untilReady(web, async () => (await fetch(`http://127.0.0.1:${health}/readyz`)).ok)
    const { signal } = new AbortController()
    const { plan } = await passOver({ source: 'ufopeps', trigger: 'essai', dry: true }, app, signal)
    const refuse = () => Promise.reject(new Error('no job is asked here'))
    const portal = await openPortal(app, {
      runner: { enqueue: refuse, schedule: refuse, unschedule: refuse },
      url: () => base,
    })
    const person = { email: 'g@example.org', name: 'Gestionnaire', role: 'gestionnaire' } as const
    const link = new URL((await portal.access.invite(person, 'essai', { mail: false })).url).pathname
    await portal.close()

    const manager = browse({ request: site })
    await manager.get(link)
    await follow(manager, await manager.submit(link))
    await manager.get(`/plans/${plan}`)
    const answered = await manager.submit(`/plans/${plan}/approuver`)
    const page = await follow(manager, answered)
    expect(page.text).toContain('Envoi à DORA')
    expect(page.text).toContain('L’envoi attend son tour')
    expect(page.text).toContain('0 sur 2 opérations')
    await web.end('SIGKILL')

    // The second creation never gets its answer: the worker is killed with one service made, one being asked for, one to come.
    sandbox.faults.add({ method: 'POST', path: '/services/', after: 1, fault: { kind: 'hang' } })
    const first = start('worker', { HEALTH_PORT: '0', WORKER_SILENCE: '2' })
    const state = async () => (await app.ledger.plans.read(plan ?? ''))?.state
    const writes = () => sandbox.log().filter(entry => entry.method === 'POST' && entry.committed).length
    await until(async () => sandbox.faults.pending() === 0)
    expect(writes()).toBe(1)
    expect(await state()).toBe('approved')
    await first.end('SIGKILL')
    // What two minutes of waiting would do: the lease of the killed worker ends, a sending that was cut is looked at again.
    const past = '2000-01-01T00:00:00.000Z'
    await app.ledger.db.updateTable('leases').set({ expires: past }).execute()
    await app.ledger.db.updateTable('operations').set({ intended: past }).where('ended', 'is', null).execute()
    start('worker', { HEALTH_PORT: '0', WORKER_SILENCE: '2' })
    await until(async () => (await state()) !== 'approved')
    const names = [...sandbox.state.services.values()].map(service => `${service.structure} ${service.name}`)
    expect(new Set(names).size).toBe(names.length)
    expect([await state(), writes()]).toEqual(['applied', 2])
  } finally {
    await Promise.all(children.map(child => child.end('SIGKILL')))
    await app.close()
    await sandbox.close()
  }
})
