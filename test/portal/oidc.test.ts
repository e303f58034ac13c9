import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createOidc } from '../../src/portal/access/oidc.ts'
import type { Browser } from './browser.ts'
import { FAKE_CLIENT, type FakeProvider, startFakeProvider } from './fake-provider.ts'
import { openWorld, type World } from './world.ts'

let provider: FakeProvider
let world: World
beforeAll(async () => {
  provider = await startFakeProvider()
})
afterAll(() => provider.close())
beforeEach(async () => {
  provider.lie = {}
  provider.person = { sub: 's1', email: 'camille@example.org', email_verified: true }
  world = await openWorld({
    oidc: { provider: createOidc({ issuer: provider.issuer, ...FAKE_CLIENT }), name: 'ProConnect' },
  })
  await world.access.invite({ email: 'camille@example.org', name: 'Camille', role: 'gestionnaire' }, 'test', {
    mail: false,
  })
})
afterEach(() => world.close())

/** Leaves by the link of the sign-in page; @returns the way back, as a path */
async function goAndComeBack(browser: Browser, next = ''): Promise<string> {
  const page = await browser.get(`/connexion${next}`)
  const asked = (await browser.get(page.$('a[href^="/connexion/compte"]').attr('href') ?? '')).location ?? ''
  expect(asked.startsWith(`${provider.issuer}/authorize?`)).toBe(true)
  const back = new URL(provider.signIn(asked))
  expect(back.pathname).toBe('/connexion/retour')
  return back.pathname + back.search
}

test('a known person comes in, at the page that was wanted', async () => {
  const browser = world.browser()
  const back = await goAndComeBack(browser, '?next=%2Foffres')
  expect((await browser.get(back)).location).toBe('/offres')
  expect((await browser.get('/offres')).status).toBe(200)
  expect((await world.ledger.events.list()).map(event => event.action)).toContain('connexion')
})

test('an unknown or unverified address opens nothing', async () => {
  for (const person of [
    { sub: 's2', email: 'inconnue@example.org', email_verified: true },
    { sub: 's1', email: 'camille@example.org', email_verified: false },
  ]) {
    provider.person = person
    const browser = world.browser()
    expect((await browser.get(await goAndComeBack(browser))).status).toBe(403)
    expect(browser.cookies.has('session')).toBe(false)
  }
})

test('a closed account does not come in', async () => {
  const person = await world.ledger.people.personByEmail('camille@example.org')
  // Closed by another process just as a session began: closing ended those that were there.
  const inside = world.browser()
  await inside.get(await goAndComeBack(inside))
  expect((await inside.get('/offres')).status).toBe(200)
  await world.ledger.db.updateTable('people').set({ disabled: '2026-11-24T00:00:00.000Z' }).execute()
  expect((await inside.get('/offres')).location).toBe('/connexion?next=%2Foffres')
  await world.ledger.people.setDisabled(person?.id ?? '', true)
  const browser = world.browser()
  expect((await browser.get(await goAndComeBack(browser))).status).toBe(403)
  expect(browser.cookies.has('session')).toBe(false)
})

test('an answer that was not asked for by this browser, replayed, or forged is refused', async () => {
  const [mine, victim] = [world.browser(), world.browser()]
  const back = await goAndComeBack(mine)
  expect((await victim.get(back)).status).toBe(403)
  await goAndComeBack(victim)
  expect((await victim.get(back)).status).toBe(403)
  expect((await mine.get(back)).status).toBe(303)
  expect((await mine.get(back)).status).toBe(403)
  for (const lie of [{ nonce: 'other' }, { audience: 'another-site' }, { key: true }]) {
    provider.lie = lie
    const browser = world.browser()
    expect([lie, (await browser.get(await goAndComeBack(browser))).status]).toEqual([lie, 403])
    expect(browser.cookies.has('session')).toBe(false)
  }
})

test('a next that leads elsewhere is dropped on the way', async () => {
  const browser = world.browser()
  const page = await browser.get('/connexion/compte?next=https%3A%2F%2Fattaque.example')
  const back = new URL(provider.signIn(page.location ?? ''))
  expect((await browser.get(back.pathname + back.search)).location).toBe('/')
})

test('a contact of two partners chooses which one to enter, as with the links of the letters; each choice opens that partner alone, and once', async () => {
  const [first, second] = [
    await world.access.addContact({ partner: 'pems', email: 'lou@example.org', name: 'Lou' }, 'test'),
    await world.access.addContact({ partner: 'we-ker', email: 'lou@example.org', name: 'Lou' }, 'test'),
  ]
  provider.person = { sub: 's3', email: 'lou@example.org', email_verified: true }
  const browser = world.browser()
  const page = await browser.get(await goAndComeBack(browser, '?next=%2Fmes-offres'))
  expect([page.status, page.title, page.headers.get('cache-control')]).toEqual([
    200,
    'Chez qui entrez-vous\u00a0?',
    'no-store',
  ])
  expect(browser.cookies.has('partenaire')).toBe(false)
  const doors = page.$('main form').toArray()
  expect(doors.map(form => page.$(form).find('button').text())).toEqual(['PEMS', 'WE-KER'])
  const actions = doors.map(form => page.$(form).attr('action') ?? '')
  expect((await browser.submit(actions[1] ?? '')).location).toBe('/mes-offres')
  const opened = (await world.ledger.events.list()).filter(event => event.action === 'connexion')
  expect(opened.length).toBe(1)
  expect(await world.ledger.db.selectFrom('sessions').select(['holder_kind', 'holder']).execute()).toEqual([
    { holder_kind: 'contact', holder: second.id },
  ])
  // What was used opens nothing more; what was not closes with the contact, and after a quarter of an hour.
  const stranger = world.browser('192.0.2.7')
  expect((await stranger.get(actions[1] ?? '')).status).toBe(403)
  expect((await stranger.get(actions[0] ?? '')).status).toBe(200)
  await world.ledger.people.removeContact(first.id)
  expect((await stranger.submit(actions[0] ?? '')).status).toBe(403)
  // One is left: no question.
  const back = world.browser()
  expect((await back.get(await goAndComeBack(back))).location).toBe('/mes-offres')
})

test('whoever has an account and is a contact too chooses; a closed account is not a choice', async () => {
  await world.access.addContact({ partner: 'pems', email: 'camille@example.org', name: 'Camille' }, 'test')
  const browser = world.browser()
  const page = await browser.get(await goAndComeBack(browser, '?next=%2Foffres'))
  const doors = page.$('main form').toArray()
  expect(doors.map(form => page.$(form).find('button').text())).toEqual(['Votre accès de gestionnaire', 'PEMS'])
  expect((await browser.submit(page.$(doors[0]).attr('action') ?? '')).location).toBe('/offres')
  world.clock.advance(16 * 60_000)
  expect((await browser.get(page.$(doors[1]).attr('action') ?? '')).status).toBe(403)
  const person = await world.ledger.people.personByEmail('camille@example.org')
  await world.ledger.people.setDisabled(person?.id ?? '', true)
  const again = world.browser()
  expect((await again.get(await goAndComeBack(again))).location).toBe('/mes-offres')
})
