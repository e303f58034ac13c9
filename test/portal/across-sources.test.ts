import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { App } from '../../src/app/app.ts'
import { historyCommand } from '../../src/cli/history.ts'
import type { NormalisedOffer } from '../../src/normalise/normalised-offer.ts'
import { convention, offer, SOURCES, source } from './seed.ts'
import { openWorld, type World } from './world.ts'

/** Two sources of one partner that show the same action, and one of another partner. */
const sources = [source('adie-flux', 'adie'), ...SOURCES]
beforeAll(() => void SOURCES.unshift(source('adie-flux', 'adie')))
afterAll(() => void SOURCES.shift())

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await world.close()
})

async function seed(from: string, hours: number, actions = ['1/adie'], state: 'created' | 'retired' = 'created') {
  const plain = offer({ source: from, key: 'a1', name: 'Atelier', service: { volume_horaire_hebdomadaire: hours } })
  const [origin] = plain.provenance.nom ?? []
  const record: NormalisedOffer = {
    ...plain,
    actions,
    provenance: { ...plain.provenance, volume_horaire_hebdomadaire: origin ? [origin] : [] },
  }
  const at = '2026-11-20T03:15:00.000Z'
  await world.ledger.offers.saw({
    source: from,
    key: 'a1',
    name: 'Atelier',
    version: at,
    fingerprint: 'f',
    record,
    rejection: null,
    run: 'run_1',
  })
  await world.ledger.offers.settle(from, { key: 'a1', name: 'Atelier', slug: null, state, reason: 'Nouvelle.' }, null)
}

/** What the offer's page says, no-break spaces made plain. */
async function page(from: string): Promise<string> {
  const manager = await world.as('gestionnaire')
  const { text } = await manager.get(`/offres/${from}/a1`)
  return text.replaceAll(/\u00A0|&nbsp;/g, ' ')
}

async function history(...words: string[]): Promise<string> {
  let said = ''
  vi.spyOn(process.stdout, 'write').mockImplementation(chunk => {
    said += String(chunk)
    return true
  })
  const app: Partial<App> = {
    ledger: world.ledger,
    convention: { ...convention(), id: '2024' },
    sources: sources.map(config => ({ config }) as App['sources'][number]),
  }
  const run = <T>(work: (app: App) => Promise<T>) => work(app as App)
  await historyCommand(run).exitOverride().parseAsync(words, { from: 'user' })
  vi.restoreAllMocks()
  return said.replaceAll('\u00A0', ' ')
}

test('both offers’ pages and histories name the other source and both values', async () => {
  await seed('adie-site', 26)
  await seed('adie-flux', 20)
  const site = 'Cette source dit 26 h par semaine, la source « Source adie-flux » dit 20 h par semaine'
  const feed = 'Cette source dit 20 h par semaine, la source « Source adie-site » dit 26 h par semaine'
  const shown = await page('adie-site')
  expect(shown).toContain('Remarques')
  expect(shown).toContain(site)
  expect(await page('adie-flux')).toContain(feed)
  expect(await history('adie-site/a1')).toContain(`Contradiction : ${site}`)
  expect(JSON.parse(await history('adie-flux/a1', '--json'))).toMatchObject([
    { across: [{ code: 'contradiction-sources', field: 'volume_horaire_hebdomadaire' }] },
  ])
})

test('the same hours, an offer that is gone, another action: nothing is said', async () => {
  await seed('adie-site', 26)
  await seed('adie-flux', 26)
  expect(await page('adie-site')).not.toContain('Cette source dit')
  await seed('adie-flux', 20, ['1/adie'], 'retired')
  await seed('bge-site', 20, ['1/bge'])
  expect(await page('adie-site')).not.toContain('Cette source dit')
  expect(await page('adie-flux')).not.toContain('Cette source dit')
  expect(await history('adie-site/a1')).not.toContain('Contradiction')
})

test('what is remembered of the offer, and so what is sent, has no part of it', async () => {
  await seed('adie-site', 26)
  await seed('adie-flux', 20)
  await page('adie-site')
  await history('adie-site/a1')
  expect((await world.ledger.offers.read('adie-site', 'a1'))?.record?.findings).toEqual([])
})
