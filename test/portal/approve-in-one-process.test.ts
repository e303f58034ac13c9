import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import type { App } from '../../src/app/app.ts'
import { defineJobs } from '../../src/app/define-jobs.ts'
import { openApp } from '../../src/app/open-app.ts'
import { type OpenPortal, openPortal } from '../../src/app/open-portal.ts'
import { readSettings } from '../../src/config/settings.ts'
import { inProcessRunner } from '../../src/queue/in-process.ts'
import type { JobRunner } from '../../src/queue/job-runner.ts'
import { browse, follow } from './browser.ts'

const SOURCE = 'ufopeps'
let folder: string
let app: App
let runner: JobRunner
let portal: OpenPortal

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dora-sync-approve-'))
  app = await openApp(readSettings({ LOG_LEVEL: 'silent', DORA_SYNC_DATA: folder, PORT: '0' }))
  runner = inProcessRunner({ newId: app.newId, log: app.log, concurrency: 1 })
  defineJobs(runner, app)
  portal = await openPortal(app, { runner, url: () => 'http://127.0.0.1' })
})
afterEach(async () => {
  await runner.close(1000)
  await portal.close()
  await app.close()
  await rm(folder, { recursive: true })
})

test('simulated, approved, approved again from a page left open: the pages answer at once, DORA gets each offer once', async () => {
  const manager = browse(portal.app)
  const person = { email: 'g@example.org', name: 'Gestionnaire', role: 'gestionnaire' } as const
  const link = new URL((await portal.access.invite(person, 'essai', { mail: false })).url).pathname
  await manager.get(link)
  await follow(manager, await manager.submit(link))

  await manager.get(`/sources/${SOURCE}`)
  await manager.submit(`/sources/${SOURCE}/simuler`)
  await runner.idle()
  const [plan] = await app.ledger.plans.list({ source: SOURCE, limit: 1 })
  const path = `/plans/${plan?.id}`
  // One word for one thing, on the page of the pass, of the source and of the plan.
  const planned = /3 offres vues\s: 2 à créer, 1 en attente/
  for (const page of [path, '/plans', `/passages/${plan?.run}`, '/passages', `/sources/${SOURCE}`, '/sources'])
    expect([page, planned.test((await manager.get(page)).text)]).toEqual([page, true])
  await manager.get(path)
  // Nothing is carried out while the pages are looked at: the one slot is taken.
  const gate = Promise.withResolvers<void>()
  runner.define({ name: 'gate', payload: z.object({}), run: () => gate.promise })
  await runner.enqueue('gate', {}, { priority: 'now' })
  const first = await manager.submit(`${path}/approuver`)
  expect(first.status).toBe(303)
  const sending = await manager.get(path)
  expect(sending.$('[role="status"]').first().text()).toContain('l’envoi à DORA commence')
  expect(sending.text).toContain('L’envoi attend son tour')
  const token = String((await manager.get('/plans')).$('input[name="_jeton"]').val())
  await manager.raw(`${path}/approuver`, { method: 'POST', body: new URLSearchParams({ _jeton: token }) })
  expect((await manager.get(path)).$('[role="status"]').first().text()).toContain('plus à décider')

  gate.resolve()
  await runner.idle()
  const done = await manager.get(path)
  expect(done.text).toContain('appliqué par Gestionnaire')
  expect(done.text).not.toContain('g@example.org')
  expect(done.text).toMatch(/3 offres vues\s: 2 créées, 1 en attente/)
  expect(done.text).toContain('Ce qui a été envoyé à DORA')
  const created = app.dora.sandbox?.log().filter(entry => entry.method === 'POST' && entry.committed) ?? []
  expect(created).toHaveLength(2)
  expect((await app.ledger.listRuns({ source: SOURCE, limit: 10 })).map(run => run.state)).toEqual([
    'succeeded',
    'simulated',
  ])
})
