import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DoraService } from '../../src/dora/port.ts'
import { decide } from '../../src/sync/decide.ts'
import { translateOffer } from '../../src/sync/translate-offer.ts'
import { follow } from './browser.ts'
import { offer as record, SOURCES, seedOffer } from './seed.ts'
import { openWorld, type World } from './world.ts'

// The page of an offer says why each thing is written; a value is pinned there, and unpinned.
const SEED = { source: 'adie-site', key: 'a1', name: 'Atelier vélo', slug: 'atelier-velo' }
const PATH = '/offres/adie-site/a1'
let world: World
beforeEach(async () => {
  world = await openWorld()
  await seedOffer(world.ledger, SEED)
})
afterEach(() => world.close())

async function shownInDora(change: Partial<DoraService['fields']>): Promise<void> {
  const [config] = SOURCES
  if (!config) throw new Error('no source')
  const { fields } = translateOffer(record(SEED), config, '1', null).desired
  const link = await world.ledger.links.read(SEED.source, SEED.key)
  if (!link) throw new Error('no link')
  await world.ledger.links.save({ ...link, sent: fields, base: fields, edited: '2026-11-22T10:00:00.000Z' })
  const dates = { modificationDate: link.modified, creationDate: link.modified, publicationDate: link.modified }
  world.dora.services.set(SEED.slug, {
    slug: SEED.slug,
    structure: link.structure,
    fields: { ...fields, ...change },
    ...dates,
    lastEditor: null,
    hidden: ['contactEmail'],
  })
}
const row = async (label: string) => {
  const me = await world.as('gestionnaire')
  const page = await me.get(PATH)
  const found = page.$(`dl.why > div:has(> dt:contains("${label}"))`).first()
  return { me, page, text: found.text().replace(/\s+/g, ' ').trim(), buttons: found.find('button') }
}

test('a value says where it comes from, who wrote it, and what the partner says otherwise', async () => {
  await shownInDora({ contactPhone: '0299000000' })
  expect((await row('Nom')).text).toContain('« Atelier vélo »')
  const { text } = await row('Téléphone')
  expect(text).toContain('02 99 00 00 00')
  expect(text).toContain('Le partenaire dit : 02 99 01 02 03')
  expect(text).toContain('écrit dans DORA par une personne le 22 novembre 2026')
  expect((await row('Courriel')).text).toContain('DORA ne montre pas ce champ')
  expect((await row('Résumé')).text).toContain('tiré du champ « Description »')
})

test('a value is pinned and unpinned there, in the name of a person; what is no field changes nothing', async () => {
  await shownInDora({ contactPhone: '0299000000' })
  const { me, buttons, page } = await row('Téléphone')
  expect(buttons.toArray().map(each => page.$(each).attr('value'))).toEqual([
    'contactPhone theirs',
    'contactPhone ours',
  ])
  const said = await follow(me, await me.submit(`${PATH}/epingler`, { choix: 'contactPhone theirs' }))
  expect(said.text).toContain('Téléphone est épinglé')
  const [rule] = await world.ledger.choices.of(SEED.source, SEED.key)
  expect(rule).toMatchObject({ topic: 'field:contactPhone', value: { side: 'theirs', once: false } })
  expect((await row('Téléphone')).text).toContain('la valeur de DORA est toujours gardée')
  await follow(me, await me.submit(`${PATH}/epingler`, { choix: 'contactPhone aucun' }))
  expect(await world.ledger.choices.of(SEED.source, SEED.key)).toEqual([])
  for (const choix of ['constructor ours', 'contactPhone zut', ''])
    expect((await follow(me, await me.submit(`${PATH}/epingler`, { choix }))).text).toContain('rien n’a changé')
  expect(await world.ledger.choices.of(SEED.source, SEED.key)).toEqual([])
})

test('the words that were read stand out in the stored copy, in which nobody is named', async () => {
  const page = '<!doctype html><title>Vélo</title><h1>Atelier vélo</h1><p>Contact : Marie Durand</p>'
  const address = 'https://exemple.fr/page'
  const hash = await world.ledger.documents.put(new TextEncoder().encode(page), '2026-11-20T03:15:00.000Z')
  const offer = record(SEED)
  offer.provenance.nom = [{ words: 'Atelier vélo', document: hash, address, where: 'titre', rule: 'nom ← h1' }]
  await world.ledger.offers.saw({
    source: SEED.source,
    key: SEED.key,
    name: SEED.name,
    version: '2026-11-21T03:15:00.000Z',
    fingerprint: 'g',
    record: offer,
    rejection: null,
    run: 'run_2',
  })
  const me = await world.as('gestionnaire')
  const copy = await me.get(`${PATH}/copie?champ=nom`)
  expect(copy.$('.copy mark#lu').text()).toBe('Atelier vélo')
  expect(copy.text).not.toContain('Marie')
  expect((await me.get(`${PATH}/copie?champ=frais`)).status).toBe(404)
  await world.ledger.documents.purge('2027-01-01T00:00:00.000Z')
  expect((await me.get(`${PATH}/copie?champ=nom`)).text).toContain('n’est plus gardée')
})

test('an offer that waits for an answer says that it is not in DORA, and leads to where it is given', async () => {
  const waiting = { source: 'adie-site', key: 'w1', name: 'Atelier chant' }
  await seedOffer(world.ledger, waiting)
  const reason = 'Structure « Structure d’essai » à confirmer : DORA n’a pas de structure sous ce SIRET.'
  await world.ledger.offers.settle(
    waiting.source,
    { key: waiting.key, name: waiting.name, slug: null, state: 'waiting', reason },
    null,
  )
  const me = await world.as('gestionnaire')
  const page = () => me.get('/offres/adie-site/w1')
  const told = (await page())
    .$('.notice')
    .text()
    .replaceAll(/\u00A0|\u202F/g, ' ')
  expect(told).toContain(`Pas encore dans DORA. ${reason}`)
  expect((await page()).$('.notice a').length).toBe(0)
  const asked = { source: waiting.source, key: null, run: null, title: 'Structure à confirmer' }
  const detail = { structureKey: 'k', siret: null, candidates: [], reason: 'inconnue' }
  for (const name of ['Une autre structure', 'Structure d’essai'])
    await world.ledger.inbox.put({ ...asked, kind: 'structure', subject: name, detail: { ...detail, name } })
  const item = (await world.ledger.inbox.open()).find(({ subject }) => subject === 'Structure d’essai')
  const link = (await page()).$('.notice a')
  expect([link.text(), link.attr('href')]).toEqual(['Répondre', `/a-traiter/${item?.id}`])
  world.clock.advance(60_000)
  await decide(world.ledger, item?.id ?? '', { action: 'use', slug: 's' }, 'Une personne')
  expect((await page()).$('.notice').text()).toMatch(/La réponse est donnée.*compte au prochain passage/)
})
