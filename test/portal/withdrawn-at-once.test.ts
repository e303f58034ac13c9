import { afterAll, beforeAll, expect, test } from 'vitest'
import { syncAll } from '../../jobs/sync-all.ts'
import { withdrawalsJob } from '../../jobs/withdrawals.ts'
import { jobPorts } from '../../src/app/job-ports.ts'
import { silentProgress } from '../../src/cli/progress.ts'
import { DoraError } from '../../src/dora/port.ts'
import { withdraw } from '../../src/sync/withdraw.ts'
import { type SandboxPortal, startSandboxPortal } from '../browser/sandbox-portal.ts'
import { follow } from './browser.ts'
import { enterPartner, enterRole } from './enter.ts'

let sandbox: SandboxPortal
beforeAll(async () => {
  sandbox = await startSandboxPortal()
}, 120_000)
afterAll(() => sandbox?.close())

const pass = (source: string) =>
  syncAll(sandbox.app, { sources: [source], trigger: 'test', dry: false }, silentProgress)

test('an accepted withdrawal archives at once, also of a partner who stopped the robot; the offer can come back', async () => {
  const { ledger, dora, sources } = sandbox.app
  const link = (await ledger.links.list()).find(each => each.status === 'PUBLISHED' && each.origin === 'created')
  const partner = sources.find(({ config }) => config.id === link?.source)?.config.partner
  if (!link || !partner) throw new Error('nothing published')
  const { source, key, slug } = link
  const path = `/mes-offres/${source}/${encodeURIComponent(key)}`
  const status = async () => (await dora.reader.readService(slug))?.fields.status
  const ada = await enterPartner(sandbox, partner)
  await ada.get('/arreter')
  await ada.submit('/arreter', { raison: '' })
  await ada.get(`${path}/retirer`)
  await ada.submit(`${path}/retirer`, { raison: 'L’atelier s’est arrêté en juin.' })
  expect(await status()).toBe('PUBLISHED')

  const said = (await ledger.statements.list({ partner, state: 'open' })).find(each => each.body.kind === 'withdrawal')
  const manager = await enterRole(sandbox, 'gestionnaire')
  await manager.get(`/demandes/${said?.id}`)
  const accepted = await follow(manager, await manager.submit(`/demandes/${said?.id}/accepter`))
  expect(accepted.text).toContain('archivée dans DORA')
  expect(await status()).toBe('ARCHIVED')
  const [logged] = await ledger.operations.list({ source, key, limit: 1 })
  expect(logged).toMatchObject({ kind: 'archive', state: 'done' })
  expect(logged?.reason).toContain('L’atelier s’est arrêté en juin.')
  expect(logged?.approvedBy).toContain('Camille')
  // Said once: the job that tries again finds nothing to do.
  expect(await withdrawalsJob(jobPorts(sandbox.app)).run({}, AbortSignal.timeout(60_000))).toEqual({ done: 0, left: 0 })

  const list = await ada.get('/mes-offres')
  expect(list.$('ul.offers').text()).toContain('retirée')
  await follow(ada, await ada.submit(`${path}/remettre`))
  const back = (await ledger.statements.list({ partner, state: 'open' })).find(each => each.body.kind === 'return')
  await manager.get(`/demandes/${back?.id}`)
  await manager.submit(`/demandes/${back?.id}/accepter`)
  await ada.get('/arreter')
  await ada.submit('/arreter/reprendre')
  await pass(source)
  expect(await status()).toBe('PUBLISHED')
}, 90_000)

test('while DORA is away an accepted withdrawal is kept, and the job that runs every few minutes carries it out', async () => {
  const { ledger, dora, clock, newId } = sandbox.app
  const link = (await ledger.links.list()).find(each => each.status === 'PUBLISHED' && each.retired === null)
  if (!link) throw new Error('nothing published')
  const { source, key, slug } = link
  const body = { kind: 'withdrawal', reason: 'fini' } as const
  const { id } = await ledger.statements.add({ partner: 'p', offer: { source, key }, title: 'T', body, by: 'Ada' })
  await ledger.statements.decide(id, 'accepted', 'Camille', null)
  const said = await ledger.statements.read(id)
  if (!said) throw new Error('not kept')
  const away = async () => {
    throw new DoraError('DORA ne répond pas.', { kind: 'transient', status: 503, code: 'away' })
  }
  const writer = dora.writer({ createStructures: false })
  const reader = { ...dora.reader, readService: away }
  const deps = { ledger, reader, writer, clock, newId, departments: dora.departments, holder: 'test' }
  expect(await withdraw(said, deps)).toMatchObject({ state: 'later' })
  expect((await dora.reader.readService(slug))?.fields.status).toBe('PUBLISHED')
  const job = withdrawalsJob(jobPorts(sandbox.app))
  expect(await job.run({}, AbortSignal.timeout(60_000))).toEqual({ done: 1, left: 0 })
  expect((await dora.reader.readService(slug))?.fields.status).toBe('ARCHIVED')
}, 60_000)
