import { afterAll, beforeAll, expect, test } from 'vitest'
import { syncAll } from '../../jobs/sync-all.ts'
import { jobPorts } from '../../src/app/job-ports.ts'
import { silentProgress } from '../../src/cli/progress.ts'
import { HarvestError } from '../../src/harvest/connector.ts'
import type { RunFetcher } from '../../src/harvest/fetcher.ts'
import { heedStop } from '../../src/sync/heed-stop.ts'
import { type SandboxPortal, startSandboxPortal } from '../browser/sandbox-portal.ts'
import { startSite, type TestSite } from '../harvest/test-site.ts'
import { follow } from './browser.ts'
import { enterPartner, enterRole } from './enter.ts'

const SOURCE = 'armada'
let sandbox: SandboxPortal
let site: TestSite
beforeAll(async () => {
  site = await startSite({ '/': '<h1>Un site</h1>', '/page': '<h1>Une page</h1>' })
  sandbox = await startSandboxPortal({ unread: 'everything' })
  const entry = sandbox.app.sources.find(({ config }) => config.id === SOURCE)
  if (entry) entry.config.address = `${site.url}/`
}, 120_000)
afterAll(async () => {
  await sandbox?.close()
  await site?.close()
})

const pass = (sources: string[]) => syncAll(sandbox.app, { sources, trigger: 'test', dry: false }, silentProgress)
/** Requests that the site got since the last look. */
function requests(): number {
  return site.requests.splice(0).length
}

test('after «ne plus être lu» the site gets no request, whoever asks, until the stop is lifted', async () => {
  const { ledger, sources } = sandbox.app
  const { partner } = sources.find(({ config }) => config.id === SOURCE)?.config ?? { partner: '' }
  await pass([SOURCE])
  expect(requests()).toBeGreaterThan(0)

  const manager = await enterRole(sandbox, 'gestionnaire')
  const page = `/sources/${SOURCE}`
  await manager.get(page)
  const ada = await enterPartner(sandbox, partner)
  await ada.get('/arreter')
  const stopped = await follow(ada, await ada.submit('/arreter', { raison: 'Nous refaisons le site' }))
  expect(stopped.text).toContain('Votre site n’est plus lu depuis le')

  // The page was open before the stop: its button does nothing any more, and says why.
  const pressed = await follow(manager, await manager.submit(`${page}/lancer`))
  expect(pressed.text).toContain('que son site ne soit plus lu')
  expect(
    pressed
      .$('form')
      .map((_, form) => pressed.$(form).attr('action'))
      .get(),
  ).not.toContain(`${page}/lancer`)
  expect(pressed.$(`form[action="${page}/simuler"]`)).toHaveLength(0)
  const [named] = await pass([SOURCE])
  expect(named).toMatchObject({ state: 'skipped', run: null })
  expect(named?.message).toContain('Le partenaire a demandé')
  const dry = { source: SOURCE, trigger: 'Camille', dry: true }
  expect(await jobPorts(sandbox.app).pass(dry, AbortSignal.timeout(60_000))).toMatchObject({ state: 'skipped' })
  // The gestionnaire's own «Reprendre» is for pauses: it lifts no stop.
  await ledger.sourceSettings.resume(SOURCE, 'Camille')
  await pass([SOURCE])
  expect(requests()).toBe(0)

  await manager.get(page)
  expect((await manager.submit(`${page}/lever-arret`, { accord: '' })).status).toBe(422)
  const agreement = 'Ada Essai, au téléphone, le 3 mars'
  const lifted = await follow(manager, await manager.submit(`${page}/lever-arret`, { accord: agreement }))
  expect(lifted.text).toContain('L’arrêt est levé')
  const [event] = await ledger.events.list({ action: 'arret-leve' })
  expect(event?.detail).toEqual({ partner, agreement })
  expect(await ledger.statements.countOpen()).toBe(0)
  await pass([SOURCE])
  expect(requests()).toBeGreaterThan(0)

  // The partner may also take it back; and a pause of the gestionnaire is no stop: a person who names the source reads it.
  await ada.get('/arreter')
  await ada.submit('/arreter', { raison: '' })
  await pass([SOURCE])
  expect(requests()).toBe(0)
  await ada.get('/arreter')
  await ada.submit('/arreter/reprendre')
  await ledger.sourceSettings.pause(SOURCE, 'site refait', 'Camille')
  await pass([SOURCE])
  expect(requests()).toBeGreaterThan(0)
  expect((await ada.get('/mes-offres')).text).not.toContain('n’est plus lu')
}, 90_000)

test('a pass that is reading when the stop comes asks for nothing more', async () => {
  const { stops } = sandbox.app.ledger
  const asked: string[] = []
  const inner = {
    get: async (address: string) => void asked.push(address),
    stream: async (address: string) => void asked.push(address),
    close: async () => undefined,
  } as unknown as RunFetcher
  const fetcher = heedStop(inner, 'un-partenaire', { stops })
  await fetcher.get('https://a.example/1')
  await stops.stop('un-partenaire', 'Ada', '')
  await expect(fetcher.get('https://a.example/2')).rejects.toBeInstanceOf(HarvestError)
  await expect(fetcher.stream('https://a.example/3')).rejects.toThrow('ne soit plus lu')
  await stops.lift('un-partenaire', 'Ada', null)
  await fetcher.stream('https://a.example/4')
  expect(asked).toEqual(['https://a.example/1', 'https://a.example/4'])
})
