import { afterAll, beforeAll, expect, test } from 'vitest'
import { syncAll } from '../../jobs/sync-all.ts'
import { silentProgress } from '../../src/cli/progress.ts'
import { parisDay } from '../../src/common/paris-day.ts'
import { sampleManagerToken } from '../../src/sandbox/index.ts'
import { type SandboxPortal, startSandboxPortal } from '../browser/sandbox-portal.ts'
import { follow } from './browser.ts'
import { enterPartner, enterRole } from './enter.ts'

let sandbox: SandboxPortal
beforeAll(async () => {
  sandbox = await startSandboxPortal()
}, 120_000)
afterAll(() => sandbox?.close())

const confirmed = async () => (await sandbox.app.ledger.offerStates()).filter(state => state.confirmedAt !== null)
const pass = (source: string) =>
  syncAll(sandbox.app, { sources: [source], trigger: 'test', dry: false }, silentProgress)

test('confirmed means by a person: a press, a call that is written down, a save in DORA; no date of a page', async () => {
  const { ledger, dora, clock } = sandbox.app
  const today = parisDay(clock.now())
  expect(await confirmed()).toEqual([])
  const published = (await ledger.links.list()).filter(link => link.status === 'PUBLISHED')
  const [pressed, called] = published
  if (!pressed || !called) throw new Error('two published offers are needed')
  const { source, key } = pressed
  const { partner } = sandbox.app.sources.find(({ config }) => config.id === source)?.config ?? { partner: '' }

  const ada = await enterPartner(sandbox, partner)
  await ada.get('/mes-offres')
  const press = await ada.submit(`/mes-offres/${source}/${encodeURIComponent(key)}/confirmer`)
  expect((await follow(ada, press)).text).toContain('est confirmée')
  expect((await confirmed()).map(state => [state.offer.key, state.confirmedAt])).toEqual([[key, today]])

  const manager = await enterRole(sandbox, 'gestionnaire')
  const base = `/offres/${called.source}/${encodeURIComponent(called.key)}`
  expect((await manager.get(base)).body).toContain(`${base}/appel`)
  await manager.get(`${base}/appel`)
  const blank = await manager.submit(`${base}/appel`, { personne: '', jour: '2999-01-01' })
  expect([blank.status, blank.text.includes('Ce jour n’est pas encore venu')]).toEqual([422, true])
  const call = await manager.submit(`${base}/appel`, {
    personne: 'Ada du secrétariat',
    jour: today,
    note: 'tout est vrai',
  })
  const said = await follow(manager, call)
  expect(said.text).toContain('L’appel est noté')
  expect(said.text).toContain('dit au téléphone par Ada du secrétariat')
  expect(new Set((await confirmed()).map(state => state.offer.key))).toEqual(new Set([key, called.key]))
  // Neither is a person's save in DORA: we told it.
  await pass(source)
  expect(await confirmed()).toHaveLength(2)

  const third = published.find(link => ![key, called.key].includes(link.key))
  if (!third) throw new Error('three published offers are needed')
  const saved = await fetch(`${dora.url}/services/${third.slug}/`, {
    method: 'PATCH',
    headers: { authorization: `Token ${sampleManagerToken('35')}`, 'content-type': 'application/json' },
    body: JSON.stringify({ contactName: 'Une personne' }),
  })
  expect(saved.status).toBe(200)
  await pass(third.source)
  expect((await ledger.links.read(third.source, third.key))?.edited).not.toBeNull()
  expect(await confirmed()).toHaveLength(3)
}, 90_000)
