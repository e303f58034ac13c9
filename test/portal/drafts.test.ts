import { afterEach, beforeEach, expect, test } from 'vitest'
import { decide } from '../../src/sync/decide.ts'
import { follow } from './browser.ts'
import { seedOffer } from './seed.ts'
import { openWorld, type World } from './world.ts'

// Drafts wait in «À traiter» with their button, and what was answered there can be taken back there.
let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const PLACE = { source: 'adie-site', key: 'a1' }

async function seedDraft(): Promise<void> {
  await seedOffer(world.ledger, { ...PLACE, name: 'Atelier', slug: 'atelier' })
  const link = await world.ledger.links.read(PLACE.source, PLACE.key)
  if (!link) throw new Error('not linked')
  await world.ledger.links.save({ ...link, status: 'DRAFT' })
}

test('«Publier» publishes from the list and from the page of the offer', async () => {
  await seedDraft()
  const me = await world.as('gestionnaire')
  const list = await me.get('/a-traiter')
  expect(list.$('#brouillons').text()).toContain('(1)')
  const answer = await me.submit('/offres/adie-site/a1/publier', { retour: 'liste' })
  expect(answer.headers.get('location')).toBe('/a-traiter#brouillons')
  expect(world.asked.filter(each => each.startsWith('publier'))).toHaveLength(1)
  const [event] = await world.ledger.events.list({ action: 'offre-publiee' })
  expect(event).toMatchObject({ ...PLACE, actor: expect.stringContaining('gestionnaire') })
  const page = await me.get('/offres/adie-site/a1')
  expect(page.$('form[action$="/publier"] button').text()).toContain('Publier')
})

test('«Laisser en brouillon» is kept as a rule, and the draft is asked about no more', async () => {
  await seedDraft()
  const me = await world.as('gestionnaire')
  await me.get('/a-traiter')
  await follow(me, await me.submit('/offres/adie-site/a1/laisser-en-brouillon', { retour: 'liste' }))
  expect((await me.get('/a-traiter')).$('#brouillons')).toHaveLength(0)
  expect((await me.get('/regles')).text).toContain('jamais cette valeur')
})

test('an answer is taken back from the list', async () => {
  await seedOffer(world.ledger, { ...PLACE, name: 'Un', slug: 'atelier' })
  const detail = { slug: 'atelier', fields: [{ field: 'name' as const, base: 'Un', ours: 'Deux', theirs: 'Trois' }] }
  await world.ledger.inbox.put({ ...PLACE, kind: 'conflict', subject: 'c', title: 'Question', run: null, detail })
  const [item] = await world.ledger.inbox.open()
  const id = item?.id ?? ''
  await decide(world.ledger, id, { action: 'keep', side: 'always-ours', field: 'name' }, 'Camille <c@example.org>')
  const me = await world.as('gestionnaire')
  const list = await me.get('/a-traiter')
  const line = list.$('#reponses ~ ul li').first()
  expect(line.text()).toContain('Camille')
  expect(line.find('form').attr('action')).toBe(`/a-traiter/${id}/rouvrir`)
  await follow(me, await me.submit(`/a-traiter/${id}/rouvrir`))
  expect((await world.ledger.openInbox()).map(each => each.id)).toEqual([id])
  expect((await me.get('/a-traiter')).$('#reponses')).toHaveLength(0)
})

test('nobody but the gestionnaire publishes', async () => {
  await seedDraft()
  const other = await world.as('ddets')
  await other.get('/rapport')
  expect((await other.raw('/offres/adie-site/a1/publier', { method: 'POST' })).status).toBe(403)
  expect(world.asked.filter(each => each.startsWith('publier'))).toEqual([])
})
