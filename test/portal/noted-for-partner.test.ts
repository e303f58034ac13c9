import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Browser } from './browser.ts'
import { follow } from './browser.ts'
import { seedOffer } from './seed.ts'
import { openWorld, type World } from './world.ts'

let world: World
let camille: Browser
let adie: Browser
const OFFER = '/offres/adie-site/a1'
const OWN = '/mes-offres/adie-site/a1'
beforeEach(async () => {
  world = await openWorld()
  await seedOffer(world.ledger, { source: 'adie-site', key: 'a1', name: 'Atelier Adie', slug: 'atelier-adie' })
  camille = await world.as('gestionnaire')
  adie = await world.asPartner('adie')
})
afterEach(() => world.close())

/** Another gestionnaire than the one who corrected. */
async function bo(): Promise<Browser> {
  const person = { email: 'bo@gip.example', name: 'Bo Martin', role: 'gestionnaire' as const }
  const { url } = await world.access.invite(person, 'test', { mail: false })
  const visitor = world.browser()
  await visitor.get(new URL(url).pathname)
  await follow(visitor, await visitor.submit(new URL(url).pathname))
  return visitor
}
async function correct(): Promise<string> {
  await camille.get(`${OFFER}/corriger`)
  await camille.submit(`${OFFER}/corriger`, { nom: 'Atelier du jeudi' })
  const [statement] = await world.ledger.statements.list({ partner: 'adie' })
  return statement?.id ?? ''
}
/** The words of state of what was said, on each page that shows it. */
async function words(id: string): Promise<string[]> {
  const list = (await adie.get('/mes-offres')).$('ul.plain li .state').last().text()
  const own = (await adie.get(OWN)).$('details summary .state, h3 .state').last().text()
  const partner = (await camille.get('/partenaires/adie')).$(`tr:has(a[href="/demandes/${id}"]) .state`).text()
  const page = (await camille.get(`/demandes/${id}`)).$('p > .state').text()
  return [list, own, partner, page]
}

test('what the gestionnaire corrected is said in the same words on every page', async () => {
  const id = await correct()
  expect(await words(id)).toEqual(Array.from({ length: 4 }, () => 'corrigé par le gestionnaire'))
  expect((await adie.get(OWN)).text).toMatch(/corrigé par le gestionnaire le .* \(Camille gestionnaire\)\./)
})

test('a confirmation is «fait», for the partner and for the gestionnaire', async () => {
  await adie.get('/mes-offres')
  await adie.submit(`${OWN}/confirmer`)
  const [said] = await world.ledger.statements.list({ partner: 'adie' })
  expect((await adie.get('/mes-offres')).$('ul.plain li .state').text()).toBe('fait')
  expect((await camille.get('/partenaires/adie')).$(`tr:has(a[href="/demandes/${said?.id}"]) .state`).text()).toBe(
    'fait',
  )
  expect((await camille.get(`/demandes/${said?.id}`)).$('p > .state').text()).toBe('fait')
})

test('revoked by somebody else, it is still what the gestionnaire noted', async () => {
  const id = await correct()
  const other = await bo()
  await other.get('/regles')
  await other.submit(`/demandes/${id}/revoquer`)
  expect(await words(id)).toEqual(Array.from({ length: 4 }, () => 'révoquée'))
  const list = await adie.get('/mes-offres')
  expect(list.text).toMatch(
    /Vos demandes\s*Aucune pour l’instant\..*Noté par le gestionnaire.*Correction : Atelier Adie/,
  )
  const own = await adie.get(OWN)
  expect(own.text).toContain('Ce que le gestionnaire a noté')
  expect(own.text).not.toContain('Ce que vous avez dit')
})

test('opened again by somebody else: its partner can neither take it back nor have it merged into what they say, and no letter answers them', async () => {
  const id = await correct()
  const other = await bo()
  await other.get(`/demandes/${id}`)
  await other.submit(`/demandes/${id}/rouvrir`)
  const list = await adie.get('/mes-offres')
  expect(list.text).toContain('Noté par le gestionnaire')
  expect(list.$(`form[action="/mes-offres/demandes/${id}/annuler"]`)).toHaveLength(0)
  const token = String(list.$('input[name="_jeton"]').val())
  const press = { method: 'POST', body: new URLSearchParams({ _jeton: token }) }
  expect((await adie.raw(`/mes-offres/demandes/${id}/annuler`, press)).status).toBe(404)
  await adie.get(`${OWN}/corriger`)
  await adie.submit(`${OWN}/corriger`, { nom: 'Atelier du mardi', commentaire: 'Le nôtre.' })
  const said = await world.ledger.statements.list({ partner: 'adie', state: 'open' })
  expect(said).toHaveLength(2)
  expect(said.map(each => each.body.kind === 'correction' && each.body.fields.nom?.after).toSorted()).toEqual([
    'Atelier du jeudi',
    'Atelier du mardi',
  ])
  const letters = world.outbox.list().length
  await other.get(`/demandes/${id}`)
  await other.submit(`/demandes/${id}/refuser`, { raison: 'Non, le jeudi est faux.' })
  expect(world.outbox.list()).toHaveLength(letters)
})

test('two who correct the same answer at once: the second is told of the first, then may insist', async () => {
  const other = await bo()
  const form = `${OFFER}/corriger`
  await camille.get(form)
  await other.get(form)
  await adie.get(`${OWN}/corriger`)
  await camille.submit(form, { nom: 'Atelier du jeudi' })
  const told = await other.submit(form, { nom: 'Atelier du mardi' })
  expect(told.status).toBe(422)
  expect(told.text).toMatch(/Nom : entre-temps, Camille gestionnaire a répondu «.Atelier du jeudi.»/)
  expect(told.$('input[name="nom"]').val()).toBe('Atelier du mardi')
  expect(await world.ledger.statements.list({})).toHaveLength(1)
  expect((await other.submit(form)).status).toBe(303)
  // What nobody else touched is taken at once.
  const own = await adie.submit(`${OWN}/corriger`, { telephone: '02 99 01 02 09' })
  expect(own.status).toBe(303)
  const [last, ...before] = await world.ledger.statements.list({})
  expect(before).toHaveLength(2)
  expect(last?.body).toMatchObject({ fields: { telephone: { after: '02 99 01 02 09' } } })
})
