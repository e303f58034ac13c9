import { afterAll, beforeAll, expect, test } from 'vitest'
import { syncAll } from '../../jobs/sync-all.ts'
import { silentProgress } from '../../src/cli/progress.ts'
import { type SandboxPortal, startSandboxPortal } from '../browser/sandbox-portal.ts'
import { follow, type Page } from './browser.ts'
import { asManager } from './visitors.ts'

let sandbox: SandboxPortal
beforeAll(async () => {
  sandbox = await startSandboxPortal()
}, 120_000)
afterAll(() => sandbox?.close())

const pass = (source: string) =>
  syncAll(sandbox.app, { sources: [source], trigger: 'test', dry: false }, silentProgress)
const offerPage = ({ source, key }: { source: string; key: string }) =>
  `/offres/${encodeURIComponent(source)}/${encodeURIComponent(key)}`

/** Each field with where it was read, as a reader of the page meets them: a term, what DORA shows, why. */
function places(page: Page): { term: string; because: string }[] {
  return page
    .$('dl.why > div')
    .toArray()
    .map(row => {
      const words = (of: string) => page.$(row).find(of).text().replace(/\s+/g, ' ').trim()
      return { term: words('> dt'), because: words('.because') }
    })
}

test('where each value was read stands beside its own field, however many places it was read in', async () => {
  const manager = await asManager(sandbox)
  let several = 0
  for (const offer of await sandbox.app.ledger.offers.list()) {
    const origins = Object.values(offer.record?.provenance ?? {})
    if (origins.some(each => each.length > 1)) several += 1
    const shown = places(await manager.get(offerPage(offer)))
    expect(
      shown.filter(({ term, because }) => term === '' || because === ''),
      offer.key,
    ).toEqual([])
    if (offer.record !== null) expect(shown.length, offer.key).toBeGreaterThan(5)
  }
  expect(several).toBeGreaterThan(0)
}, 60_000)

test('a value that a person chose over DORA’s is sent, and the history says who chose which field, and what', async () => {
  const { ledger, dora } = sandbox.app
  const manager = await asManager(sandbox)
  const link = (await ledger.links.list()).find(each => each.status === 'PUBLISHED' && each.origin === 'created')
  const config = sandbox.app.sources.find(each => each.config.id === link?.source)?.config
  if (!link || !config) throw new Error('nothing published')
  const { source, key, slug } = link
  const correction = await ledger.statements.add({
    partner: config.partner,
    offer: { source, key },
    title: 'T',
    by: 'Ada <ada@example.org>',
    body: { kind: 'correction', fields: { telephone: { before: '', after: '02 99 11 22 33' } }, comment: '' },
  })
  await ledger.statements.decide(correction.id, 'accepted', 'me', null)
  await dora.writer({ createStructures: false }).updateService(slug, { contactPhone: '0299000000' })
  await pass(source)
  const asked = (await ledger.openInbox()).find(item => item.kind === 'conflict' && item.key === key)
  const path = `/a-traiter/${asked?.id}`
  await manager.get(path)
  await follow(manager, await manager.submit(path, { 'choix-contactPhone': 'ours' }))
  await pass(source)
  expect((await dora.reader.readService(slug))?.fields.contactPhone).toBe('0299112233')
  const history = (await manager.get(offerPage(link))).$('ol.history').text().replace(/\s+/g, ' ')
  expect(history).toMatch(
    /Accord : choix de Camille Martin le \d+(?:er)? \S+ \d{4} : Téléphone[^,]*, la valeur du partenaire[.]/u,
  )
  const [logged] = await ledger.operations.list({ source, key, limit: 1 })
  expect(logged?.choices).toMatchObject([
    { by: 'Camille Martin <gestionnaire@example.org>', field: 'contactPhone', choice: 'ours' },
  ])
}, 60_000)

test('a word that a person explained is told as theirs beside the value it gave, on the page of the offer', async () => {
  const { ledger } = sandbox.app
  const manager = await asManager(sandbox)
  const asked = (await ledger.openInbox()).find(
    item => item.kind === 'unknown-value' && item.detail.referential === 'publics',
  )
  if (asked?.kind !== 'unknown-value') throw new Error('no unknown word')
  const path = `/a-traiter/${asked.id}`
  await manager.get(path)
  const answer = { action: 'map', valeur: 'femmes' }
  await follow(manager, await manager.submit(path, answer))
  await pass(asked.source)
  const offer = (await ledger.offers.list()).find(each =>
    each.record?.provenance.publics?.some(({ where }) => where.includes('compris selon')),
  )
  if (!offer) throw new Error('nothing was learnt')
  const shown = places(await manager.get(offerPage(offer))).find(({ term }) => term === 'Publics')
  expect(shown?.because).toContain(`« ${asked.detail.value} » compris selon Camille Martin`)
}, 60_000)
