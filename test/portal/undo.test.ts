import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { syncAll } from '../../jobs/sync-all.ts'
import type { App } from '../../src/app/app.ts'
import { defineJobs } from '../../src/app/define-jobs.ts'
import { openApp } from '../../src/app/open-app.ts'
import { type OpenPortal, openPortal } from '../../src/app/open-portal.ts'
import { silentProgress } from '../../src/cli/progress.ts'
import { readSettings } from '../../src/config/settings.ts'
import { inProcessRunner } from '../../src/queue/in-process.ts'
import type { JobRunner } from '../../src/queue/job-runner.ts'
import { type Browser, browse, follow } from './browser.ts'

// From the page to DORA’s log: what the robot wrote is taken back by a person.
const SOURCE = 'ufopeps'
let folder: string
let app: App
let runner: JobRunner
let portal: OpenPortal
let manager: Browser

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dora-sync-undo-'))
  app = await openApp(readSettings({ LOG_LEVEL: 'silent', DORA_SYNC_DATA: folder, PORT: '0' }))
  runner = inProcessRunner({ newId: app.newId, log: app.log, concurrency: 1 })
  defineJobs(runner, app)
  portal = await openPortal(app, { runner, url: () => 'http://127.0.0.1' })
  manager = browse(portal.app)
  const person = { email: 'g@example.org', name: 'Gestionnaire', role: 'gestionnaire' } as const
  const link = new URL((await portal.access.invite(person, 'essai', { mail: false })).url).pathname
  await manager.get(link)
  await follow(manager, await manager.submit(link))
}, 60_000)
afterEach(async () => {
  await runner.close(1000)
  await portal.close()
  await app.close()
  await rm(folder, { recursive: true })
})

const pass = () => syncAll(app, { sources: [SOURCE], trigger: 'essai', dry: false }, silentProgress)
const writes = () => app.dora.sandbox?.log().filter(call => call.write && call.committed).length ?? 0
/** Presses «Annuler» on that page, then approves the plan it leads to. */
async function takeBack(path: string): Promise<string> {
  await manager.get(path)
  const proposed = await manager.submit(path)
  const plan = proposed.location ?? ''
  expect(plan).toMatch(/^\/plans\/plan_/)
  const page = await follow(manager, proposed)
  expect(page.text).toContain('annule ce que le robot a écrit')
  await manager.submit(`${plan}/approuver`)
  await runner.idle()
  return plan
}

test('a whole plan: said before that DORA does not erase, archived once approved, kept so by the next passes, in «Mes règles»', async () => {
  await pass()
  const [plan] = await app.ledger.plans.list({ source: SOURCE, states: ['applied'] })
  const links = await app.ledger.links.list(SOURCE)
  expect(links.length).toBeGreaterThan(0)
  const shown = await manager.get(`/plans/${plan?.id}`)
  expect(shown.$('a.button:contains("Annuler ce plan")').attr('href')).toBe(`/plans/${plan?.id}/annuler`)
  expect((await manager.get(`/plans/${plan?.id}/annuler`)).text).toContain(
    'DORA ne sait pas effacer : le service sera archivé',
  )
  const before = writes()
  const undo = await takeBack(`/plans/${plan?.id}/annuler`)
  expect(writes()).toBe(before + links.length)
  for (const { slug } of links) expect((await app.dora.reader.readService(slug))?.fields.status).toBe('ARCHIVED')
  const taken = await manager.get(undo)
  expect(taken.text).toContain('appliqué')
  // It is not told from the plan that it takes back by a date alone, and says who by their name.
  expect(taken.$('h1').text()).toMatch(/^Annulation préparée le/)
  expect(taken.$('p.notice.warn').text()).not.toContain('@')
  expect((await manager.get('/plans')).$('tbody tr').first().text()).toContain('annulation')
  await pass()
  await pass()
  expect(writes()).toBe(before + links.length)
  const rules = (await manager.get(`/regles?source=${SOURCE}`)).text
  expect(rules).toContain('refusé, pas maintenant')
  expect(rules).toContain('Raison : annulé')
  expect((await manager.get('/journal')).$(`a[href="${undo}/annuler"]`).length).toBe(1)
}, 120_000)

test('one write of an offer’s history: the field goes back, what somebody changed since is left, and the history says so', async () => {
  await pass()
  const [link] = await app.ledger.links.list(SOURCE)
  if (!link) throw new Error('nothing was written')
  const { slug, key } = link
  const offer = `/offres/${SOURCE}/${encodeURIComponent(key)}`
  const was = await app.dora.reader.readService(slug)
  await manager.get(`${offer}/corriger?champ=telephone`)
  await manager.submit(`${offer}/corriger?champ=telephone`, { telephone: '02 99 11 22 33' })
  await pass()
  expect((await app.dora.reader.readService(slug))?.fields.contactPhone).toBe('0299112233')
  const page = await manager.get(offer)
  const [undo] = page.$('ol.history a[href$="/annuler"]').toArray()
  const path = page.$(undo).attr('href') ?? ''
  const before = writes()
  await takeBack(path)
  expect(writes()).toBe(before + 1)
  expect((await app.dora.reader.readService(slug))?.fields.contactPhone).toBe(was?.fields.contactPhone)
  expect((await manager.get(offer)).$('ol.history .state:contains("annulé")')).toHaveLength(1)
  await pass()
  expect((await app.dora.reader.readService(slug))?.fields.contactPhone).toBe(was?.fields.contactPhone)
  expect((await manager.get(path)).text).toContain('DORA montre déjà ce qu’il montrait avant')

  // The refusal is revoked: the correction is written again, then a person changes the phone in DORA.
  await manager.get(`/regles?source=${SOURCE}`)
  await manager.submit('/regles/revoquer')
  await pass()
  expect((await app.dora.reader.readService(slug))?.fields.contactPhone).toBe('0299112233')
  await app.dora.writer({ createStructures: false }).updateService(slug, { contactPhone: '0299998877' })
  const again = await manager.get(offer)
  const latest = again.$('ol.history a[href$="/annuler"]').first().attr('href') ?? ''
  const look = await manager.get(latest)
  expect(look.text).toContain('Modifié depuis dans DORA, donc laissé')
  expect(look.$('main form')).toHaveLength(0)
}, 120_000)
