import { afterEach, beforeEach, expect, test } from 'vitest'
import type { InboxEntry } from '../../src/ledger/inbox.ts'
import { decide } from '../../src/sync/decide.ts'
import { follow } from './browser.ts'
import { seedOffer } from './seed.ts'
import { openWorld, type World } from './world.ts'

// An answer is no dead end: the question is open again, and the choice it made no longer counts.
let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const PLACE = { source: 'adie-site', key: 'a1' }
const asked = { ...PLACE, title: 'Question', run: null }
const CONFLICT: InboxEntry = {
  ...asked,
  kind: 'conflict',
  subject: 'conflict:adie-site:a1',
  detail: { slug: 'atelier', fields: [{ field: 'name', base: 'Un', ours: 'Deux', theirs: 'Trois' }] },
}
const WORD: InboxEntry = {
  ...asked,
  key: null,
  kind: 'unknown-value',
  subject: 'word',
  detail: { field: 'publics', referential: 'publics', value: 'Minots', nearest: [], offers: [], address: '' },
}
const MATCH: InboxEntry = {
  ...asked,
  kind: 'match',
  subject: 'match:adie-site:a1',
  detail: { slug: 'autre', score: 0.5, reasons: [], structure: 's' },
}

async function answered(entry: InboxEntry, decision: Parameters<typeof decide>[2]): Promise<string> {
  await world.ledger.inbox.put(entry)
  const [item] = await world.ledger.inbox.open()
  await decide(world.ledger, item?.id ?? '', decision, 'Une personne')
  return item?.id ?? ''
}
async function reopened(id: string): Promise<string> {
  const me = await world.as('gestionnaire')
  await me.get(`/a-traiter/${id}`)
  return (await follow(me, await me.submit(`/a-traiter/${id}/rouvrir`))).$('[role="status"]').text()
}

test.each([
  ['a word', WORD, { action: 'map', value: 'jeunes' }],
  ['a match', MATCH, { action: 'create' }],
  ['a conflict', CONFLICT, { action: 'keep', side: 'always-ours', field: 'name' }],
] as const)('%s: the choice is revoked, the question is open, the journal says who', async (_, entry, decision) => {
  const id = await answered(entry, decision)
  expect(await world.ledger.choices.list(PLACE.source)).toHaveLength(1)
  expect(await reopened(id)).toContain('de nouveau ouverte')
  expect(await world.ledger.choices.list(PLACE.source)).toEqual([])
  expect((await world.ledger.openInbox()).map(item => item.id)).toEqual([id])
  const [event] = await world.ledger.events.list({ action: 'demande-rouverte' })
  expect(event?.actor).toContain('gestionnaire')
})

test('an answer that comes too late is told which one stands, on its page and in the list', async () => {
  const me = await world.as('gestionnaire')
  await world.ledger.inbox.put(MATCH)
  const [item] = await world.ledger.inbox.open()
  const path = `/a-traiter/${item?.id}`
  await me.get(path)
  await decide(world.ledger, item?.id ?? '', { action: 'create' }, 'Une personne')
  const late = await follow(me, await me.submit(path, { action: 'dismiss' }))
  expect(late.$('[role="status"]').text()).toContain('déjà close')
  expect(late.$('dt:contains("Réponse") + dd').text().replaceAll('\u00A0', ' ')).toBe(
    'Ce n’est pas le même : un nouveau service',
  )
  const list = await me.get('/a-traiter')
  expect(list.$('#reponses ~ ul li').first().text()).toContain('un nouveau service. Une personne')
})

test('a conflict in which DORA was kept, once: the source counts as moved again', async () => {
  await seedOffer(world.ledger, { ...PLACE, name: 'Un', slug: 'atelier' })
  const id = await answered(CONFLICT, { action: 'keep', side: 'theirs', field: 'name' })
  expect((await world.ledger.links.read(PLACE.source, PLACE.key))?.sent.name).toBe('Deux')
  await reopened(id)
  expect((await world.ledger.links.read(PLACE.source, PLACE.key))?.sent).not.toHaveProperty('name')
})

test('an answer that was followed is taken back from the history of the offer, not from the question', async () => {
  const id = await answered(MATCH, { action: 'create' })
  await seedOffer(world.ledger, { ...PLACE, name: 'Un', slug: 'atelier' })
  expect(await reopened(id)).toContain('depuis l’histoire de l’offre')
  expect(await world.ledger.openInbox()).toEqual([])
})

test('a question that closed by itself has no answer to go back on', async () => {
  await world.ledger.inbox.put(WORD)
  const [item] = await world.ledger.inbox.open()
  await world.ledger.inbox.resolve(item?.id ?? '')
  const me = await world.as('gestionnaire')
  expect((await me.get(`/a-traiter/${item?.id}`)).$('form[action$="/rouvrir"]')).toHaveLength(0)
})

test.each(['accepted', 'refused'] as const)('a request that was %s waits again, and no longer counts', async state => {
  const { statements } = world.ledger
  const body = { kind: 'withdrawal' as const, reason: 'fini' }
  const said = await statements.add({ partner: 'adie', offer: PLACE, title: 'Retrait', body, by: 'Alex' })
  await statements.decide(said.id, state, 'Une personne', 'raison')
  const me = await world.as('gestionnaire')
  await me.get(`/demandes/${said.id}`)
  const page = await follow(me, await me.submit(`/demandes/${said.id}/rouvrir`))
  expect(page.$('[role="status"]').text()).toContain('de nouveau ouverte')
  expect(page.$('form[action$="/accepter"]')).toHaveLength(1)
  expect(await statements.read(said.id)).toMatchObject({ state: 'open', decidedBy: null, reason: null })
})
